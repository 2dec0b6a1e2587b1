/** A clause or sentence from another layer as the end of a sentence: with one full stop, none after an ellipsis. */
export function endOfSentence(text: string): string {
  return /[.\u2026]$/.test(text) ? text : `${text}.`;
}
