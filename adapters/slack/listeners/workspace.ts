import type { App } from '@slack/bolt'
import type { PortError } from '../../../src/errors.ts'
import type { Bot } from '../clients.ts'
import { doing } from '../errors.ts'
import type { Envelope } from '../events.ts'
import type { Installations } from '../installations.ts'
import { sourceOf } from '../intake.ts'
import type { Tools } from '../tools.ts'

/** Milliseconds. Slack's clock and ours may differ by minutes: so near to an installation only Slack knows what came last. */
const NEAR = 10 * 60_000

/**
 * A workspace took the app out, or its token was revoked. Tokens go at once. A council that is this workspace and nothing
 * else is deleted with it; one that others reach as well (by its file, on the page, in Teams) keeps its own records for as
 * long as it set, and loses what was Slack's.
 */
export function addWorkspace(app: App, tools: Tools, installations: Installations | undefined): void {
  const { clients, stores, tenancy, log } = tools

  async function left(body: Envelope): Promise<void> {
    const { team, enterprise } = sourceOf({ ...body })
    const bot = await clients.find(team, enterprise).catch(() => undefined)
    if (bot && bot.since > body.event_time * 1000 - NEAR && (await isStillIn(bot))) return
    // The whole organisation took it out: none of its workspaces is reached any more.
    const organisation = body.authorizations?.[0]?.is_enterprise_install ? enterprise : undefined
    const teams = new Set([team, ...((organisation && (await installations?.servedBy(organisation))) || [])])
    if (organisation) await installations?.removeOrganisation(organisation)
    for (const one of teams) await forget(one)
    if (bot) clients.forget(bot.token)
  }

  async function forget(team: string): Promise<void> {
    const workspace = `slack:${team}`
    await installations?.remove(team)
    const tenant = await tenancy.tenantOf(workspace)
    if (tenant.id === workspace) await stores.data.eraseTenant(tenant.id)
    else await stores.platforms.remove(tenant.id, 'slack')
    log.info('[slack] workspace left', { team, erased: tenant.id === workspace })
  }

  app.event('app_uninstalled', ({ body }) => left(body as unknown as Envelope))
  app.event('tokens_revoked', async ({ body, event }) => {
    // A person's own token is not ours.
    if (event.tokens.bot?.length) await left(body as unknown as Envelope)
  })
}

/** Installed again since: the news is of the installation before. */
async function isStillIn({ client }: Bot): Promise<boolean> {
  return doing('see whether it is installed', client.auth.test()).then(
    () => true,
    (error: PortError) => {
      if (!error.permanent) throw error
      return false
    },
  )
}
