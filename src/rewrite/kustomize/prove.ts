import type { YamlMap, YamlNode } from '../../formats/yaml/index.ts';
import { type ImageEntry, type Kustomization, readKustomization } from '../../kustomize/index.ts';
import { sourceText } from '../../text/index.ts';
import { type Flow, outcome } from './flows.ts';

/**
 * Reads the edited text again; undefined when its entries are those that were chosen, every image comes out as wanted and
 * nothing else in the file is another, else what is wrong.
 */
export function disprove(
  before: Kustomization,
  text: string,
  expected: readonly ImageEntry[],
  flows: readonly Flow[],
): string | undefined {
  const read = readKustomization(sourceText(before.source.path, text));
  if (!read.ok) return `the edited file cannot be read: ${read.error.reason}`;
  const after = read.value;
  if (after.problems.length > before.problems.length) return after.problems.at(-1)?.message;
  const entries = after.images.map(({ entry }) => entry);
  if (!sameEntries(entries, expected)) return 'the edited file reads as other entries than were written';
  const wrong = flows.find((flow) => outcome(flow, entries) !== flow.wanted);
  if (wrong !== undefined)
    return `${wrong.before} would become ${outcome(wrong, entries)}, not ${wrong.wanted}`;
  return sameFields(before.root, after.root) ? undefined : 'another field of the file would change';
}

function sameEntries(a: readonly ImageEntry[], b: readonly ImageEntry[]): boolean {
  const fields = ['name', 'newName', 'newTag', 'digest', 'tagSuffix'] as const;
  const same = (x: ImageEntry, y: ImageEntry | undefined): boolean =>
    fields.every((field) => (x[field] ?? '') === (y?.[field] ?? ''));
  return a.length === b.length && a.every((entry, index) => same(entry, b[index]));
}

const isImages = (key: YamlNode): boolean => key.kind === 'scalar' && /^image(?:s|tags)$/i.test(key.value);

function sameFields(a: YamlMap, b: YamlMap): boolean {
  const others = (map: YamlMap): YamlMap => ({
    ...map,
    entries: map.entries.filter(({ key }) => !isImages(key)),
  });
  return sameNode(others(a), others(b));
}

/** Whether two trees hold the same data; aliases are compared by their names. */
function sameNode(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'alias') return b.kind === 'alias' && a.name === b.name;
  if (a.kind === 'scalar')
    return b.kind === 'scalar' && a.value === b.value && a.style === b.style && a.tag === b.tag;
  if (a.kind === 'seq') return b.kind === 'seq' && sameList(a.items, b.items);
  if (b.kind !== 'map') return false;
  const flat = (map: YamlMap): readonly YamlNode[] => map.entries.flatMap(({ key, value }) => [key, value]);
  return sameList(flat(a), flat(b));
}

function sameList(a: readonly YamlNode[], b: readonly YamlNode[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => {
      const other = b[index];
      return other !== undefined && sameNode(item, other);
    })
  );
}
