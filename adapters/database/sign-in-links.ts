import type { SignInLinks } from '../../src/stores.ts'
import type { Open } from './schema.ts'

export function createSignInLinks({ db }: Open): SignInLinks {
  return {
    async add(link) {
      await db.insertInto('sign_in_links').values(link).execute()
    },
    /** Taking the link out is using it: one statement, so only one can. */
    async use(hash, now) {
      return db
        .deleteFrom('sign_in_links')
        .where('hash', '=', hash)
        .where('expires', '>', now)
        .returning(['tenant', 'member'])
        .executeTakeFirst()
    },
  }
}
