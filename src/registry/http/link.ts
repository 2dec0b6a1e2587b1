/**
 * The target of the first link with `rel="next"` in a Link header (RFC 8288, section 3), undefined when there is none.
 * Linear; a header that does not follow the grammar gives what stands before the offence.
 */
export function nextLink(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  let offset = 0;
  while (offset < text.length) {
    const open = text.indexOf('<', offset);
    const close = open === -1 ? -1 : text.indexOf('>', open);
    if (close === -1) return undefined;
    const end = endOfParameters(text, close + 1);
    if (isNext(text.slice(close + 1, end))) return text.slice(open + 1, close).trim();
    offset = end + 1;
  }
  return undefined;
}

/** The offset of the comma that ends a link's parameters: the first one outside quotes. */
function endOfParameters(text: string, start: number): number {
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (quoted && character === '\\') i++;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) return i;
  }
  return text.length;
}

function isNext(parameters: string): boolean {
  const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
  const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase();
  return names.split(/\s+/).includes('next');
}
