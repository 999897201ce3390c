import type { Server } from 'node:http'
import type { Express } from 'express'
import { PortError } from '../../src/errors.ts'

/** Listens, or says in one line why it can't. */
export function listen(app: Express, { host, port }: { host: string; port: number }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host)
    server.once('listening', () => resolve(server))
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE'
      const message = inUse
        ? `Port ${port} is in use. Stop what uses it, or set PORT to another number.`
        : `Cannot listen on ${host}:${port} (${cause.code}). Check HOST and PORT.`
      reject(new PortError(inUse ? 'port-in-use' : 'cannot-listen', message, cause))
    })
  })
}
