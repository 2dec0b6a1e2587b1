import { append } from '../../append.ts';
import {
  encode,
  fragmentsOf,
  knownText,
  type ObjectValue,
  type Value,
} from '../../formats/expressions/index.ts';
import { madeFragment } from '../../text/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { embeddedYaml, imageOf, inFile, valuesImages } from '../evaluated/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import type { FoundImage } from '../image-use.ts';

/** `web_image_repo`, `web_image_repository`, `web_image_name`. */
const REPOSITORY = /[_-]?image_(?:repo|repository|name)$/i;

/** The images that variables name by what they are called: `web_image`, or `web_image_repo` with `web_image_tag`. */
export function variableImages(root: ObjectValue, source: SourceText, fallback: Span): readonly FoundImage[] {
  const found: FoundImage[] = [];
  for (const [name, value] of root.entries) {
    if (value.kind === 'object' || value.kind === 'tuple')
      append(found, within(name, value, source, fallback));
    else if (REPOSITORY.test(name) || isImageKey(name))
      append(found, imageNamed(name, value, root, source, fallback));
  }
  return found;
}

function imageNamed(
  name: string,
  value: Value,
  { entries }: ObjectValue,
  source: SourceText,
  fallback: Span,
): readonly FoundImage[] {
  const own = fragmentsOf(value) ?? [];
  const known = own.map((fragment) => (fragment.kind === 'text' ? fragment.text : '')).join('');
  if (value.kind === 'bool' || own.length === 0) return [];
  const tagged = /:[\w.-]*$|@/.test(known) || own.at(-1)?.kind === 'hole';
  const tag = tagged ? undefined : tagOf(name, entries);
  // The host of a registry, to which something else adds a name.
  if (REPOSITORY.test(name) && /^[^/]*\.[^/]*$/.test(known)) return [];
  if (tag === undefined && REPOSITORY.test(name) && !/_name$/i.test(name)) return [];
  const joint = madeFragment(':');
  const behind = tag === undefined ? undefined : fragmentsOf(tag);
  const fragments = behind === undefined || behind.length === 0 ? own : [...own, joint, ...behind];
  const image = imageOf(fragments, source.path, fallback);
  const about = { path: name, purpose: 'pull', reach: 'default' } as const;
  if (image.unresolved !== undefined)
    return known.includes('/') ? [{ ...image, ...about, confidence: 'possible' }] : [];
  const evidence = evidenceOf(image.value);
  if (evidence === 'none') return [];
  return [{ ...image, ...about, confidence: evidence === 'strong' ? 'likely' : 'possible' }];
}

const TAGS = ['_image_tag', '_image_version', '_tag', '_version'];

/** The variable that gives the tag: the one that is called most alike. */
function tagOf(name: string, entries: ReadonlyMap<string, Value>): Value | undefined {
  const base = name.replace(/_?image(?:_(?:repo|repository|name))?$/i, '');
  const bare = name.startsWith('_') ? '_image' : 'image';
  const names = base === '' ? [`${bare}_tag`, `${bare}_version`] : TAGS.map((tag) => `${base}${tag}`);
  const plain = base.replace(/_(?:docker|container)$/, '');
  for (const candidate of [...names, ...(plain === base ? [] : TAGS.map((tag) => `${plain}${tag}`))]) {
    const value = entries.get(candidate);
    if (value !== undefined && (value.kind === 'unknown' || knownText(value) !== '')) return value;
  }
  return undefined;
}

/** Images in maps and lists, by their shape. */
function within(name: string, value: Value, source: SourceText, fallback: Span): readonly FoundImage[] {
  const embedded = embeddedYaml(encode(value));
  const root = embedded?.stream.documents[0]?.root;
  if (embedded === undefined || root === undefined) return [];
  return valuesImages(root)
    .map((image) => ({ image, own: inFile(image, embedded, source.path, fallback) }))
    .filter(({ own }) => own.unresolved === undefined || own.value.includes('/'))
    .map(({ image, own }) => ({
      ...own,
      path: `${name}${image.path.startsWith('[') ? '' : '.'}${image.path}`,
    }));
}
