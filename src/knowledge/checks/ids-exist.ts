import { entryCheck } from './check.ts'

/** Ids named in related, evidence and challenges are entries, of the right type, and relations go both ways. */
export const idsExist = entryCheck('ids exist', (entry, report, { byId }) => {
  for (const id of entry.related) {
    const other = byId.get(id)
    if (id === entry.id) report('related', 'names the entry itself; remove it', 'warning')
    else if (!other) report('related', `"${id}" is not an entry; mend or remove it`, 'warning')
    else if (!other.related.includes(entry.id))
      report('related', `${id} does not name ${entry.id} back; add it there`, 'warning')
  }
  if (entry.type === 'claim') {
    for (const id of entry.evidence) {
      const type = byId.get(id)?.type
      if (type !== 'case-study' && type !== 'practice')
        report('evidence', `"${id}" is not a case study or practice; mend or remove it`, 'warning')
    }
  }
  if (entry.type === 'case-study') {
    for (const id of entry.challenges) {
      if (!byId.get(id)?.claims.length)
        report('challenges', `"${id}" has no claim to challenge; mend or remove it`, 'warning')
    }
  }
})
