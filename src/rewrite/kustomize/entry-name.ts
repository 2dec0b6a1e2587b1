import { DOCKER_HUB, normalizeReference, repositoryName } from '../../image/index.ts';
import { textsOf } from '../../regexp/index.ts';

/** Everything that means more than itself in Go's regular expressions, `.` apart. */
const SPECIAL = /[\\+*?()|[\]{}^$]/g;

/** No image has more spellings that anybody writes. */
const MOST_SPELLINGS = 64;

/**
 * An image name as an entry's `name`, which kustomize takes for an expression. A `.` is left alone: it matches itself, and
 * an entry that is written as people write it is found by `kustomize edit set image`, Argo CD and Flux, which compare names
 * as text and would add a second entry beside an escaped one. `literalPattern` is for names that would match another image.
 */
export function plainPattern(name: string): string {
  return name.replace(SPECIAL, '\\$&');
}

/** The expression that matches this name and no other. */
export function literalPattern(name: string): string {
  return plainPattern(name).replaceAll('.', '\\.');
}

/** The spellings of an image name that an entry's `name` is written for; empty when it is for more than one image. */
export function spellingsIn(pattern: string): readonly string[] {
  const name = pattern.replace(/\\([\\+*?()|[\]{}^$.])/g, '$1');
  if (plainPattern(name) === pattern || literalPattern(name) === pattern) return [name];
  const names = textsOf(pattern, MOST_SPELLINGS) ?? [];
  return new Set(names.map(imageOf)).size === 1 && names.every((text) => imageOf(text) !== undefined)
    ? names
    : [];
}

function imageOf(name: string): string | undefined {
  const parsed = normalizeReference(name);
  return parsed.ok ? repositoryName(parsed.value.reference) : undefined;
}

const HUB = /^(?:(?:index\.)?docker\.io\/)?(?:library\/(?=[^/]*$))?/;

/**
 * One expression for the spellings of an image on Docker Hub: `nginx`, `library/nginx`, `docker.io/nginx`,
 * `index.docker.io/library/nginx`. It matches no other image. Undefined for another registry's name, and for hosts that
 * are spelled in capitals or named otherwise.
 */
export function spellingPattern(name: string): string | undefined {
  const bare = name.replace(HUB, '');
  const official = !bare.includes('/');
  if (imageOf(name) !== `${DOCKER_HUB}/${official ? 'library/' : ''}${bare}`) return undefined;
  const library = official ? '(library/)?' : '';
  return `((index\\.)?docker\\.io/)?${library}${literalPattern(bare)}`;
}
