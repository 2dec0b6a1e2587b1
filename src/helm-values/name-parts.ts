import { UNKNOWN } from '../helm/values/unknown.ts';
import { parseReference } from '../image/index.ts';
import type { RenderedField, RenderedImage } from '../sources/helm/rendered-images.ts';
import type { NamePart } from './types.ts';

/** The name of an image without tag and digest, as it is spelled, and what it is made of; undefined for what is no image. */
export function nameOf({
  found,
  fields,
}: RenderedImage): { readonly name: string; readonly parts: readonly NamePart[] } | undefined {
  const parsed = parseReference(found.value.replaceAll(UNKNOWN, unknownHost));
  if (!parsed.ok) return undefined;
  const parts = fields.flatMap((field): readonly NamePart[] => {
    if (field.role === 'tag' || field.role === 'digest') return [];
    const own = partsOf(field);
    return field.role === 'registry' ? [...own, slash] : own;
  });
  return { name: parts.map(({ text }) => text).join(''), parts };
}

const slash: NamePart = { text: '/', tail: '' };

/** What only the user has may be a host, and is looked for where one stands. */
const unknownHost = 'x.invalid';

/** Of one field: what stands before its tag. */
function partsOf({ value, sources }: RenderedField): readonly NamePart[] {
  const end = nameEnd(value);
  const parts: NamePart[] = [];
  let at = 0;
  for (const { text, key } of sources.parts) {
    const kept = Math.max(0, Math.min(text.length, end - at));
    at += text.length;
    if (kept === 0) continue;
    const part = { text: text.slice(0, kept), tail: text.slice(kept) };
    parts.push(key === undefined ? part : { ...part, key });
  }
  const isWhole = sources.parts.map(({ text }) => text).join('') === value;
  return isWhole ? parts : [{ text: value.slice(0, end), tail: '' }];
}

/** A colon behind the last slash begins a tag; an `@` a digest. */
function nameEnd(value: string): number {
  const digest = value.indexOf('@');
  const end = digest === -1 ? value.length : digest;
  const colon = value.lastIndexOf(':', end - 1);
  return colon > value.lastIndexOf('/', end - 1) ? colon : end;
}
