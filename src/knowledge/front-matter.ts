import { SECTIONS } from '../domain/entry.ts'
import { readYaml } from './yaml.ts'

/** A file split into what machines read and what people read, or the reasons it could not be. */
export interface SplitFile {
  data: Record<string, unknown>
  problems: { field: string; message: string }[]
}

/**
 * Reads `---` front matter and the `## ` sections below it into one flat record, ready for the schema.
 * Headings become fields (`## Short answer` → `shortAnswer`), list sections become arrays.
 */
export function splitFile(text: string): SplitFile {
  const problems: SplitFile['problems'] = []
  const match = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text.replace(/^\uFEFF/, ''))
  if (!match) {
    const message = 'the file must begin with a line of three hyphens, the fields, and another line of three hyphens'
    return { data: {}, problems: [{ field: 'front matter', message }] }
  }
  const read = readYaml(match[1]!)
  if ('error' in read) {
    const message = `is not valid YAML: ${read.error}. Quote values that contain ": " or "#".`
    return { data: {}, problems: [{ field: 'front matter', message }] }
  }
  const front = read.value ?? {}
  if (typeof front !== 'object' || Array.isArray(front)) {
    problems.push({ field: 'front matter', message: 'write fields as "name: value" lines' })
    return { data: {}, problems }
  }
  return { data: { ...front, ...sectionsOf(match[2] ?? '', problems) }, problems }
}

function sectionsOf(body: string, problems: SplitFile['problems']): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  const [before, ...rest] = `\n${body.replace(/\r\n/g, '\n')}`.split(/\n(?=#{1,6} )/)
  if (before!.trim()) problems.push({ field: 'body', message: 'put text under a heading, such as "## Short answer"' })
  for (const block of rest) {
    const end = block.indexOf('\n')
    const line = end < 0 ? block : block.slice(0, end)
    const heading = /^## (.+?)\s*$/.exec(line)?.[1]
    const section = heading ? SECTIONS[heading] : undefined
    if (!section) {
      const known = Object.keys(SECTIONS).join(', ')
      problems.push({ field: line.trim().slice(0, 60), message: `is not a heading we know; use one of: ${known}` })
      continue
    }
    if (record[section.field] !== undefined)
      problems.push({ field: `## ${heading}`, message: 'stands twice; join the two' })
    const content = end < 0 ? '' : block.slice(end + 1)
    record[section.field] = section.list ? itemsOf(content, heading!, problems) : content.trim()
  }
  return record
}

function itemsOf(content: string, heading: string, problems: SplitFile['problems']): string[] {
  const items: string[] = []
  for (const line of content.split('\n')) {
    const item = /^\s{0,3}(?:[-*]|\d{1,2}[.)])\s+(.*)$/.exec(line)
    if (item) items.push(item[1]!.trim())
    else if (line.trim() && items.length) items[items.length - 1] += ` ${line.trim()}`
    else if (line.trim())
      problems.push({ field: `## ${heading}`, message: 'is a list: start each item with "- " or "1. "' })
  }
  return items
}
