const PERSONAL: readonly [RegExp, string][] = [
  [/\bhttps?:\/\/\S+|\bwww\.\S+/gi, '[link]'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[email]'],
  [/\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/gi, '[number]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/g, '[postcode]'],
  [/(?<![£\d,.])(?:\+44\s?|\(?0)\d(?:[\s()-]?\d){8,10}\b/g, '[phone]'],
  [/(?<![£\d,.])\b\d{6,}\b/g, '[number]'],
  [
    /\b(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Dd]r|[Cc]llr|[Cc]ouncillor|[Ss]ir|[Dd]ame)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?/gu,
    '[name]',
  ],
  [/(?:\b\p{Lu}[\p{L}&'’-]*\s+){1,4}(?:[Ll]td|[Ll]imited|plc|PLC|LLP|llp|CIC|cic|[Ii]nc|GmbH)\b\.?/gu, '[firm]'],
]

/** A text with what could tell a person or a firm taken out, before it leaves for a model. */
export function redact(text: string): string {
  return PERSONAL.reduce((left, [pattern, mark]) => left.replace(pattern, mark), text)
}
