import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'

/** YAML as plain data, dates as text, or what is wrong and in which line. Aliases, which hostile text uses to blow up, are refused. */
export function readYaml(text: string): { value: unknown } | { error: string } {
  try {
    return { value: load(text, { schema: CORE_SCHEMA, maxAliases: 0 }) }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark ? ` in line ${error.mark.line + 1}` : ''
    return { error: `${error.reason}${line}` }
  }
}
