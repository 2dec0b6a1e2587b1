import type { Purpose } from './image-use.ts';

/** What a flag, a variable or another named text holds, by its name. */
export interface WordRole {
  readonly part: 'whole' | 'registry' | 'repository' | 'tag' | 'digest';
  /** What texts of the same image have in common: `haproxy-image` of `--haproxy-image-tag`. */
  readonly base: string;
  /** The base without its last word: `config.linkerd.io/proxy-image` has its tag in `proxy-version`. */
  readonly stem: string;
  /** The name says that it is an image and nothing of an image: `DEFAULT_IMAGE`, `imageName`. */
  readonly plain: boolean;
  /** The name goes on to something that an image has or serves: `IMAGE_SERVICE_ENDPOINT`. */
  readonly other: boolean;
  readonly purpose: Purpose;
}

const parts: ReadonlyMap<string, WordRole['part']> = new Map([
  ['registry', 'registry'],
  ['hub', 'registry'],
  ['prefix', 'registry'],
  ['repository', 'repository'],
  ['repo', 'repository'],
  ['tag', 'tag'],
  ['version', 'tag'],
  ['digest', 'digest'],
  ['sha', 'digest'],
  ['sha256', 'digest'],
]);

/** Words behind "image" that leave it an image. */
const stillImage: ReadonlySet<string> = new Set(['name', 'ref', 'reference', 'uri', 'default']);

/** Words that make it something else: `--image-pull-policy`, `IMAGE_CACHE_DIR`, `imageServiceEndpoint`. */
const otherThing: ReadonlySet<string> = new Set([
  'pull',
  'secret',
  'secrets',
  'dir',
  'directory',
  'endpoint',
  'server',
  'service',
  'stream',
  'family',
  'label',
  'labels',
  'format',
  'type',
  'id',
  'mirror',
  'mirrors',
  'bucket',
  'socket',
  'upload',
]);

/** Flags of operators that name an image without saying so. */
const known: ReadonlySet<string> = new Set(['prometheus-config-reloader', 'config-reloader']);

const PUSH =
  /(?:^|-)(?:destination|cache-repo)$|(?:^|-)(?:output|target|push|dest|destination|result)-images?(?:-|$)|(?:^|-)images?-(?:output|target|destination|dest|push)(?:-|$)/;

const MENTION =
  /(?:^|-)(?:allowed|allow|deny|denied|exempt|exclude|excluded|ignore|ignored|skip|trusted|verify|blocked|disallowed|filter|previous|whitelist|blacklist|allowlist|denylist)-(?:[a-z]+-)*images?(?:-|$)|(?:^|-)images?-(?:[a-z]+-)*(?:allowlist|denylist|whitelist|blacklist|filter|pattern|policy|regex|glob)(?:-|$)/;

/** Names that somebody would type. */
const LONGEST = 200;

/** Undefined where the name says nothing of an image. */
export function roleOf(name: string): WordRole | undefined {
  if (name.length > LONGEST || !/image|destination|cache-repo|config-reloader/i.test(name)) return undefined;
  const words = wordsOf(name);
  const spelled = words.join('-');
  const purpose: Purpose = PUSH.test(spelled) ? 'push' : MENTION.test(spelled) ? 'mention' : 'pull';
  if (known.has(spelled))
    return { part: 'whole', base: spelled, stem: spelled, plain: true, other: false, purpose };
  const at = Math.max(words.lastIndexOf('image'), words.lastIndexOf('images'));
  if (at === -1) {
    if (purpose === 'pull') return undefined;
    return { part: 'whole', base: spelled, stem: spelled, plain: true, other: false, purpose };
  }
  const rest = words.slice(at + 1);
  const part = parts.get(rest.at(-1) ?? '') ?? 'whole';
  return {
    part,
    base: words.slice(0, at + 1).join('-'),
    stem: words.slice(0, at).join('-'),
    // What operator-sdk calls the images of an operator goes on with the name of the image.
    plain: spelled.startsWith('related-image-') || rest.every((word) => stillImage.has(word)),
    other: rest.some((word) => otherThing.has(word)),
    purpose,
  };
}

/** `configReloaderImage`, `CONFIG_RELOADER_IMAGE` and `config-reloader-image` are one name. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
