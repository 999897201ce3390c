const END = /[.!?](?:\s*\[\d+\])*(?=\s+[A-Z£“"]|$)/

/** Sentences with their markers. A stop ends one before a capital letter; "s.16" and "£1.5m" do not. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = []
  let rest = text.trim()
  while (rest) {
    const end = END.exec(rest)
    const at = end ? end.index + end[0].length : rest.length
    sentences.push(rest.slice(0, at).trim())
    rest = rest.slice(at).trim()
  }
  return sentences
}
