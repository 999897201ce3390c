import type { PlatformStore } from '../../src/stores.ts'
import type { Open } from './schema.ts'

export function createPlatformStore({ db }: Open): PlatformStore {
  const those = (tenant: string, platform: string, kind: string) =>
    db
      .selectFrom('platform_data')
      .select(['key', 'value'])
      .where('tenant', '=', tenant)
      .where('platform', '=', platform)
      .where('kind', '=', kind)
  return {
    async put(tenant, platform, kind, key, value) {
      await db
        .insertInto('platform_data')
        .values({ tenant, platform, kind, key, value })
        .onConflict((it) => it.columns(['tenant', 'platform', 'kind', 'key']).doUpdateSet({ value }))
        .execute()
    },
    async get(tenant, platform, kind, key) {
      return (await those(tenant, platform, kind).where('key', '=', key).executeTakeFirst())?.value
    },
    list: (tenant, platform, kind) => those(tenant, platform, kind).orderBy('key').execute(),
    async remove(tenant, platform, kind, key) {
      let gone = db.deleteFrom('platform_data').where('tenant', '=', tenant).where('platform', '=', platform)
      if (kind !== undefined) gone = gone.where('kind', '=', kind)
      if (key !== undefined) gone = gone.where('key', '=', key)
      await gone.execute()
    },
  }
}
