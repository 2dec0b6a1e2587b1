import type { XmlText } from '../../formats/xml/index.ts';
import type { UnresolvedReason } from '../image-use.ts';

const SCHEME = /^(?:registry|docker):\/\//;

/** Images of the daemon of the machine and of archives, and the empty one (Jib, `base image references`). */
export function isElsewhere(value: string): boolean {
  return /^(?:docker|tar):\/\/|^scratch$/.test(value);
}

/** The text behind `registry://`, or behind the `docker://` of a buildpack. */
export function withoutScheme(text: XmlText): XmlText {
  const scheme = SCHEME.exec(text.value)?.[0];
  if (scheme === undefined || !text.verbatim) return text;
  const { value, span } = text;
  return { ...text, value: value.slice(scheme.length), span: { ...span, start: span.start + scheme.length } };
}

/** What docker-maven-plugin puts in when it runs: `%a`, `%v` (dmp.fabric8.io, `Image Names`). */
export function placeholderOf(value: string): UnresolvedReason | undefined {
  const placeholder = /%[a-z]/.exec(value)?.[0];
  if (placeholder === undefined) return undefined;
  return { code: 'template', reason: `the plugin puts the value of ${placeholder} in when it runs` };
}
