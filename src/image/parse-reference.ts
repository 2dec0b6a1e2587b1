import { err, ok, type Result } from '../result.ts';
import { DOT_DASH, isAt, LOWER_HEX, skip, WORD } from './characters.ts';
import { DOCKER_HUB, LEGACY_DOCKER_HUB, onDockerHub } from './docker-hub.ts';
import { MAX_REPOSITORY_LENGTH, MAX_TAG_LENGTH } from './limits.ts';
import { refuse, refuseLength, refusePath, refuseRegistry, refuseTag } from './reference-errors.ts';
import { digestError } from './scan-digest.ts';
import { isCompletePath, scanPath } from './scan-path.ts';
import { namesRegistry, scanRegistry } from './scan-registry.ts';
import type {
  ImageReference,
  ImageReferenceError,
  ParsedReference,
  PartSpan,
  ReferenceParts,
} from './types.ts';

/**
 * Parses and normalises as `ParseNormalizedNamed` of github.com/distribution/reference does: the same texts are
 * accepted, and `formatReference` of the result spells what the library's `String()` spells. All three digest
 * algorithms count as registered.
 *
 * Two things are said differently. Errors name the first offence from the left, where the library looks for
 * upper-case letters first. And where the library detects a registry that its host grammar then refuses, but that
 * can be read as a path (`my_host.example/app`), it keeps the full name and reports an empty domain; here the
 * registry is the first component, which is the host that containerd contacts.
 */
export function parseReference(text: string): Result<ParsedReference, ImageReferenceError> {
  if (text === '') return refuse('empty', 0, 'A reference needs at least the name of a repository.');
  if (text.length === 64 && skip(text, 0, 64, LOWER_HEX) === 64) {
    return refuse(
      'identifier',
      0,
      'A name of 64 hexadecimal digits is an image identifier, not a repository.',
    );
  }
  const slash = text.indexOf('/');
  const component = slash === -1 ? '' : text.slice(0, slash);
  if (slash === -1 || !namesRegistry(component)) return parsePath(text, undefined, 0);

  const scan = scanRegistry(text, 0, slash);
  const registry = { start: 0, end: slash };
  if (scan.complete && scan.stop === slash) return parsePath(text, registry, slash + 1);
  if (scanPath(text, 0) > slash) return parsePath(text, registry, 0);
  return refuseRegistry(text, slash, scan);
}

export function isReference(text: string): boolean {
  return parseReference(text).ok;
}

/** `counted` is where the path begins for its grammar and length; the repository begins after the registry. */
function parsePath(
  text: string,
  registry: PartSpan | undefined,
  counted: number,
): Result<ParsedReference, ImageReferenceError> {
  const stop = scanPath(text, counted);
  const terminator = text[stop];
  const complete = isCompletePath(text, counted, stop);
  if (!complete || (terminator !== undefined && terminator !== ':' && terminator !== '@')) {
    return refusePath(text, stop, complete);
  }
  const start = registry === undefined ? 0 : registry.end + 1;
  const host = registry === undefined ? DOCKER_HUB : canonicalHost(text.slice(0, registry.end));
  const path = text.slice(start, stop);
  const repository = host === DOCKER_HUB ? onDockerHub(path) : path;
  const implied = repository.length - path.length;
  if (stop - counted + implied > MAX_REPOSITORY_LENGTH) {
    return refuseLength(counted + MAX_REPOSITORY_LENGTH - implied);
  }
  return parseSuffix(text, stop, { registry: host, repository }, registry, { start, end: stop });
}

function parseSuffix(
  text: string,
  start: number,
  name: ImageReference,
  registry: PartSpan | undefined,
  repository: PartSpan,
): Result<ParsedReference, ImageReferenceError> {
  const reference: { -readonly [K in keyof ImageReference]: ImageReference[K] } = name;
  const parts: { -readonly [K in keyof ReferenceParts]: ReferenceParts[K] } = { repository };
  if (registry !== undefined) parts.registry = registry;
  let offset = start;
  if (text[offset] === ':') {
    const tag = { start: offset + 1, end: scanTag(text, offset + 1) };
    if (tag.end === tag.start || (tag.end < text.length && text[tag.end] !== '@')) {
      return refuseTag(text, tag);
    }
    parts.tag = tag;
    reference.tag = text.slice(tag.start, tag.end);
    offset = tag.end;
  }
  if (text[offset] === '@') {
    const digest = { start: offset + 1, end: text.length };
    const error = digestError(text, digest.start);
    if (error !== undefined) return err(error);
    parts.digest = digest;
    reference.digest = text.slice(digest.start);
  }
  return ok({ reference, parts });
}

/** `[\w][\w.-]{0,127}` (tag in regexp.go): the offset at which the tag ends. */
function scanTag(text: string, start: number): number {
  if (!isAt(text, start, WORD)) return start;
  return skip(text, start, Math.min(text.length, start + MAX_TAG_LENGTH), WORD | DOT_DASH);
}

function canonicalHost(host: string): string {
  return host === LEGACY_DOCKER_HUB ? DOCKER_HUB : host;
}
