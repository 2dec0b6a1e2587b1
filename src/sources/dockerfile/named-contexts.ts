import type { FoundImage } from '../image-use.ts';
import type { ExtractContext } from '../source.ts';

/** Where builds are described, in the folder of a Dockerfile or above it. */
const DESCRIPTIONS = [
  'docker-bake.hcl',
  'docker-bake.json',
  'docker-bake.override.hcl',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
];

/** A name as a context has it, and an image without a registry, a path, a tag or a digest. */
const BARE = /^[a-z0-9_-]+$/;

/**
 * Whether a name stands for a context of the build, which shadows the image of that name (docs.docker.com, `docker buildx build
 * --build-context`): a Bake file or a Compose file that the Dockerfile lies below gives one of that name.
 */
export function isNamedContext({ value }: FoundImage, path: string, { fileAt }: ExtractContext): boolean {
  if (fileAt === undefined || !BARE.test(value)) return false;
  for (let end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end + 1);
    const texts = DESCRIPTIONS.map((name) => fileAt(folder + name)?.text ?? '');
    if (texts.some((text) => text.includes('contexts') && contextsIn(text).has(value))) return true;
    if (end <= 0) return false;
  }
}

/** The names of all contexts in a text: `contexts = { a = "…" }`, `"contexts": { "a": "…" }`, `additional_contexts:` and lines below. */
function contextsIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let indent: number | undefined;
  let braces = false;
  for (const written of text.split('\n')) {
    const line = written.replace(/\$\{[^}$]*\}/g, '');
    const own = line.search(/\S/);
    if (own === -1) continue;
    const opening = /["']?\b(?:additional_)?contexts["']?[ \t]*[:=](.*)/.exec(line);
    const inside = opening?.[1] ?? (indent === undefined ? undefined : line);
    if (opening !== null) {
      indent = own;
      braces = /^[ \t]*[{[]/.test(opening[1] ?? '');
    } else if (!braces && indent !== undefined && own <= indent && !line.slice(own).startsWith('- ')) {
      indent = undefined;
      continue;
    }
    const end = braces ? (inside ?? '').search(/[}\]]/) : -1;
    const listed = end === -1 ? (inside ?? '') : (inside ?? '').slice(0, end);
    for (const [, name] of listed.matchAll(/(?:^|[\s{[,"'-])([\w-]{1,100})["']?[ \t]*[:=]/g))
      if (name !== undefined) names.add(name);
    if (end !== -1) indent = undefined;
  }
  return names;
}
