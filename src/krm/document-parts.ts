/**
 * A stream cut before each `---` line; the parts put together are the stream. A marker of a document cannot stand within
 * a scalar (YAML 1.2.2, section 6.8, `c-forbidden`), so that each part holds one document. Undefined where more than bare
 * markers and line feeds tells the documents apart.
 */
export function documentParts(text: string): readonly string[] | undefined {
  if (text.includes('\r') || text.startsWith('%') || text.includes('\n%') || text.includes('\n...'))
    return undefined;
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf('\n---'); at !== -1; at = text.indexOf('\n---', at + 4)) {
    const after = text[at + 4];
    if (after !== undefined && after !== '\n') return undefined;
    parts.push(text.slice(start, at + 1));
    start = at + 1;
  }
  parts.push(text.slice(start));
  return parts;
}
