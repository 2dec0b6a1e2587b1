import { formatReference, normalizeReference } from '../../image/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { lockVersion } from './format-lock.ts';
import { type Lock, type LockedImage, lockKey } from './types.ts';

/** `syntax`: no JSON. `version`: written by another release. `shape`: JSON, but no lock file. */
export interface LockError {
  readonly code: 'syntax' | 'version' | 'shape';
  /** One sentence, lower case, without the file. */
  readonly message: string;
}

/** Reads a lock file. Nothing is guessed at: one wrong entry, and the file is refused. */
export function parseLock(text: string): Result<Lock, LockError> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (/^(?:<{7}|={7}|>{7})/m.test(text))
      return fail('syntax', 'holds the marks of a merge that is not done');
    return fail('syntax', `not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isRecord(value)) return fail('shape', 'not a lock file: no object');
  if (value.version !== lockVersion) {
    const found = value.version === undefined ? 'no version' : `the version ${JSON.stringify(value.version)}`;
    return fail('version', `has ${found}; this release reads ${lockVersion}`);
  }
  const unknown = Object.keys(value).find((key) => key !== 'version' && key !== 'images');
  if (unknown !== undefined) return fail('shape', `has an unknown field ${JSON.stringify(unknown)}`);
  if (!Array.isArray(value.images)) return fail('shape', 'images is no list');
  const lock = new Map<string, LockedImage>();
  for (const [index, item] of value.images.entries()) {
    const image = parseImage(item, `images[${index}]`);
    if (!image.ok) return image;
    const key = lockKey(image.value);
    if (lock.has(key)) return fail('shape', `images[${index}]: ${key} is there twice`);
    lock.set(key, image.value);
  }
  return ok(lock);
}

const fields = ['repository', 'tag', 'digest', 'mediaType', 'platforms', 'resolved'];

function parseImage(item: unknown, place: string): Result<LockedImage, LockError> {
  if (!isRecord(item)) return fail('shape', `${place} is no object`);
  const unknown = Object.keys(item).find((key) => !fields.includes(key));
  if (unknown !== undefined) return fail('shape', `${place} has an unknown field ${JSON.stringify(unknown)}`);
  const { repository, tag, digest, mediaType, platforms, resolved } = item;
  for (const [name, value] of Object.entries({ repository, tag, digest, mediaType, resolved })) {
    if (typeof value !== 'string' || value === '') return fail('shape', `${place}.${name} is no text`);
  }
  const written = `${repository}:${tag}@${digest}`;
  const parsed = normalizeReference(written);
  if (!parsed.ok || formatReference(parsed.value.reference) !== written) {
    const why = parsed.ok ? 'the repository is not written with its registry' : parsed.error.reason;
    return fail('shape', `${place}: ${written} is no whole reference: ${why}`);
  }
  if (platforms !== undefined && !isTexts(platforms)) {
    return fail('shape', `${place}.platforms is no list of texts`);
  }
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(resolved)) ||
    Number.isNaN(Date.parse(String(resolved)))
  ) {
    return fail('shape', `${place}.resolved is no time such as 2027-01-31T08:00:00Z`);
  }
  return ok({
    repository: String(repository),
    tag: String(tag),
    digest: String(digest),
    mediaType: String(mediaType),
    ...(platforms === undefined ? {} : { platforms }),
    resolved: String(resolved),
  });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(code: LockError['code'], message: string): Result<never, LockError> {
  return err({ code, message });
}
