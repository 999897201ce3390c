import { parseArgs } from 'node:util'
import { ROLES, type Role } from '../../src/domain/member.ts'
import { ConfigError } from '../../src/errors.ts'
import { type Entrance, type Invited, LINK_MINUTES } from '../../src/sign-in.ts'

/** `--name "Ada Lovelace" --role specialist [--email …] [--tenant …]`, or one line that says what is missing. */
export function invitedFrom(argv: string[]): Invited {
  const { values } = parseArgs({
    args: argv,
    options: {
      name: { type: 'string' },
      role: { type: 'string' },
      email: { type: 'string' },
      tenant: { type: 'string' },
    },
  })
  const name = values.name?.trim() ?? ''
  if (name.length < 2 || name.length > 120)
    throw new ConfigError('--name: give the name people read, as in --name "Ada Lovelace".')
  const role = values.role as Role | undefined
  if (!role || !ROLES.includes(role)) throw new ConfigError(`--role: one of ${ROLES.join(', ')}.`)
  const { email, tenant } = values
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new ConfigError('--email: an address such as ada@example.gov.uk.')
  return { name, role, ...(email && { email: email.toLowerCase() }), ...(tenant && { tenant }) }
}

/** Prints a link that signs somebody in once. Exit code 2 when there is no such council. */
export async function printSignIn(
  entrance: Pick<Entrance, 'invite'>,
  invited: Invited,
  linkTo: (token: string) => string,
  write: (text: string) => void,
): Promise<number> {
  const made = await entrance.invite(invited)
  if (!made) {
    write(`There is no council "${invited.tenant}" here. Leave --tenant out, or name one that is set up.\n`)
    return 2
  }
  write(
    `${made.member.name || invited.name} signs in once, within ${LINK_MINUTES} minutes, at\n${linkTo(made.token)}\n`,
  )
  if (invited.role === 'specialist' && !made.onRoster)
    write(
      'Not in the list of specialists: requests can be taken from the queue, but are not sent there by themselves.\n',
    )
  return 0
}
