import type { Outgoing } from './activity.ts'

/** Where messages of one conversation go, and as whom: all of it learnt from an activity, or from the registration. */
export interface Place {
  /** The app registration that speaks here. */
  app: string
  serviceUrl: string
  /** With `;messageid=…` a thread of a channel. */
  conversation: string
  /** The directory (tenant) it is in. */
  directory: string
  personal: boolean
}

/**
 * All that is asked of a Bot Framework library: four calls of the connector, each tried once and given up after a while,
 * with errors as PortErrors. Another library (docs/adr/0003) means another file like botbuilder-connection.ts.
 */
export interface Connection {
  /** Gives the id of the message. */
  send(place: Place, activity: Outgoing): Promise<string>
  update(place: Place, id: string, activity: Outgoing): Promise<void>
  remove(place: Place, id: string): Promise<void>
  /** A personal conversation with somebody, by their Teams id (29:…) or their Entra object id. */
  open(where: Omit<Place, 'conversation' | 'personal'>, person: string): Promise<Place>
}
