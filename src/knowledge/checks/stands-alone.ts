import { entryCheck } from './check.ts'

/** A short answer is read after many questions, so it cannot begin by agreeing or disagreeing with one. */
export const standsAlone = entryCheck('short answer stands alone', (entry, report) => {
  const opening =
    /^(?:(?:that|it|this) is (?:right|so|true|correct|wrong)|yes|no|true|false|correct|wrong|right|partly|not quite|sometimes|maybe)\b(?=[,.:;!]| –| -| by| for| in| as| if)/i.exec(
      entry.shortAnswer,
    )
  if (opening)
    report('## Short answer', `begins with "${opening[0]}", which agrees with nobody knows what; begin with the fact`)
})
