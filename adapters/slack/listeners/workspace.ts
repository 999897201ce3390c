import type { App } from '@slack/bolt'
import type { Envelope } from '../events.ts'
import type { Installations } from '../installations.ts'
import { sourceOf } from '../intake.ts'
import type { Tools } from '../tools.ts'

/**
 * A workspace took the app out, or its token was revoked. Tokens go at once. A council that is this workspace and nothing
 * else is deleted with it; one that others reach as well (by its file, on the page, in Teams) keeps its own records for as
 * long as it set, and loses what was Slack's.
 */
export function addWorkspace(app: App, tools: Tools, installations: Installations | undefined): void {
  const { clients, stores, tenancy, log } = tools

  async function left(body: Envelope): Promise<void> {
    const { team, enterprise } = sourceOf({ ...body })
    const workspace = `slack:${team}`
    const bot = await clients.find(team, enterprise).catch(() => undefined)
    // Installed again since: the news is of the installation before.
    if (bot && bot.since > body.event_time * 1000 + 1000) return
    await installations?.remove(team)
    // The whole organisation took it out: none of its workspaces is reached any more.
    if (enterprise && body.authorizations?.[0]?.is_enterprise_install) await installations?.remove(enterprise)
    if (bot) clients.forget(bot.token)
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
