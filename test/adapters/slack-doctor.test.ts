import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slackDoctor } from '../../adapters/slack/doctor.ts'
import { type LocalSlack, localSlack } from '../servers/slack.ts'

let slack: LocalSlack
beforeAll(async () => {
  slack = await localSlack()
})
afterAll(() => slack.close())
const look = async (config: object) =>
  (await slackDoctor({ apiUrl: slack.apiUrl, ...config })).filter(({ fine }) => !fine)

describe('npm run doctor, for Slack', () => {
  it('finds nothing to mend where all is well', async () => {
    expect(await look({ botToken: 'xoxb-test', signingSecret: 's' })).toEqual([])
    expect(await look({ botToken: 'xoxb-test', appToken: 'xapp-test' })).toEqual([])
    expect(await look({ oauth: { clientId: 'a', clientSecret: 'b' }, signingSecret: 's' })).toEqual([])
  })

  it('says which token to copy again, without showing it', async () => {
    const found = await look({ botToken: 'xoxb-wrong', appToken: 'xapp-wrong' })
    expect(found.map(({ says }) => says)).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN: the token is not one of Slack’s'),
      expect.stringContaining('SLACK_APP_TOKEN: the token is not one of Slack’s'),
    ])
    expect(JSON.stringify(found)).not.toContain('wrong')
  })

  it('names scopes that are missing', async () => {
    const { scopes } = slack.world
    slack.world.scopes = scopes.filter((scope) => scope !== 'users:read' && scope !== 'mpim:write')
    const [found] = await look({ botToken: 'xoxb-test', signingSecret: 's' })
    expect(found!.says).toContain('missing mpim:write, users:read')
    slack.world.scopes = scopes
  })

  it('says so when Slack can’t be reached', async () => {
    const [found] = await slackDoctor({ botToken: 'x', signingSecret: 's', apiUrl: 'http://127.0.0.1:1/api/' })
    expect(found!.says).toContain('could not be asked')
  })
})
