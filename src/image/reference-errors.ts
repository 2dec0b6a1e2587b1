import { err } from '../result.ts';
import { DOT_DASH, isAt, UPPER, WORD } from './characters.ts';
import { MAX_REPOSITORY_LENGTH, MAX_TAG_LENGTH } from './limits.ts';
import type { RegistryScan } from './scan-registry.ts';
import type { ImageReferenceError, PartSpan, ReferenceErrorCode } from './types.ts';

export interface Refusal {
  readonly ok: false;
  readonly error: ImageReferenceError;
}

export function refuse(code: ReferenceErrorCode, position: number, reason: string): Refusal {
  return err({ code, position, reason });
}

export function refuseLength(position: number): Refusal {
  const reason = `The path of a repository has at most ${MAX_REPOSITORY_LENGTH} characters.`;
  return refuse('repository-too-long', position, reason);
}

const registryReasons = {
  host: 'A registry is a host name of letters, digits, "-" and ".", with an optional port.',
  address: 'An IPv6 address stands in brackets and holds hexadecimal digits and colons alone.',
  port: 'The port of a registry is a decimal number.',
} as const;

export function refuseRegistry(text: string, slash: number, { stop, inside }: RegistryScan): Refusal {
  const scheme = text[slash - 1] === ':' && text[slash + 1] === '/';
  const reason = scheme ? 'A reference has no scheme such as https:// before it.' : registryReasons[inside];
  return refuse('invalid-registry', stop, reason);
}

/** `complete`: whether the path before the offending character could end there. */
export function refusePath(text: string, position: number, complete: boolean): Refusal {
  if (isAt(text, position, UPPER)) {
    return refuse('uppercase-repository', position, 'The name of a repository is written in lower case.');
  }
  const reason = complete
    ? 'The path of a repository holds lower-case letters, digits, ".", "_", "-" and "/" alone.'
    : 'Each component of a repository begins and ends with a letter or digit, with ".", "_", "__" or dashes between.';
  return refuse('invalid-format', position, reason);
}

export function refuseTag(text: string, tag: PartSpan): Refusal {
  const long = tag.end - tag.start === MAX_TAG_LENGTH && isAt(text, tag.end, WORD | DOT_DASH);
  const reason = long
    ? `A tag has at most ${MAX_TAG_LENGTH} characters.`
    : 'A tag begins with a letter, digit or "_" and holds letters, digits, "_", "." and "-" alone.';
  return refuse('invalid-tag', tag.end, reason);
}
