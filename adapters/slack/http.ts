import { ExpressReceiver, type InstallationStore, LogLevel } from '@slack/bolt'
import type { Express, NextFunction, Request, Response } from 'express'
import type { SlackConfig } from '../../src/config.ts'
import type { Log } from '../../src/ports.ts'
import { boltLog } from './bolt-log.ts'
import { BOT_SCOPES } from './scopes.ts'

export const EVENTS_PATH = '/slack/events'
export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'
/** A clock may be this many seconds ahead of ours; Bolt allows the same behind. */
const AHEAD = 300

interface Deps {
  config: SlackConfig
  express: Express
  secret: string
  /** Many workspaces may install the app. */
  installationStore?: InstallationStore
  log: Log
}

/** Events over HTTP, and installing over OAuth: mounted in the service's own app. */
export function createHttpReceiver({ config, express, secret, installationStore, log }: Deps): ExpressReceiver {
  express.post(EVENTS_PATH, notFromTheFuture)
  const { origin } = new URL(config.apiUrl ?? 'https://slack.com/api/')
  return new ExpressReceiver({
    signingSecret: config.signingSecret ?? '',
    signatureVerification: true,
    app: express,
    endpoints: EVENTS_PATH,
    logger: boltLog(log),
    logLevel: LogLevel.ERROR,
    ...(config.oauth &&
      installationStore && {
        clientId: config.oauth.clientId,
        clientSecret: config.oauth.clientSecret,
        stateSecret: `slack install ${secret}`,
        scopes: [...BOT_SCOPES],
        installationStore,
        installerOptions: {
          installPath: INSTALL_PATH,
          redirectUriPath: REDIRECT_PATH,
          authorizationUrl: `${origin}/oauth/v2/authorize`,
          clientOptions: { ...(config.apiUrl && { slackApiUrl: config.apiUrl }) },
          renderHtmlForInstallPath: (url: string) =>
            page(
              'Add Waymark to Slack',
              `<p><a href="${url.replaceAll('"', '&quot;')}">Choose a workspace and add it</a></p>`,
            ),
          callbackOptions: {
            success: (_installation, _options, _request, response) => {
              response.writeHead(200, HTML)
              response.end(
                page(
                  'Waymark is in your workspace',
                  '<p>Write it a direct message in Slack. You may close this page.</p>',
                ),
              )
            },
            failure: (error, _options, _request, response) => {
              log.warn('[slack] not installed', { code: error.code })
              response.writeHead(400, HTML)
              response.end(
                page(
                  'Waymark was not added',
                  `<p>Slack’s answer could not be checked, or it was cancelled. <a href="${INSTALL_PATH}">Start again</a>.</p>`,
                ),
              )
            },
          },
        },
      }),
  })
}

/** Bolt refuses what is too old; what claims to come from later was not made by Slack either. */
function notFromTheFuture(request: Request, response: Response, next: NextFunction): void {
  const at = Number(request.headers['x-slack-request-timestamp'])
  if (at > Date.now() / 1000 + AHEAD) response.status(401).send()
  else next()
}

const HTML = { 'content-type': 'text/html; charset=utf-8' }

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – Waymark</title><main><h1>${title}</h1>${body}</main></html>`
