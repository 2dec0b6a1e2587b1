import { knownText, type Value } from '../../formats/hcl/index.ts';
import { type BuildArgument, imagesOfBuild, likelyFolders } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext } from '../source.ts';
import { type Fallback, textsOf } from './texts.ts';

/** What a target says, by the names of its attributes. */
export type TargetAttributes = ReadonlyMap<string, { readonly value: Value; readonly place: Fallback }>;

/** The targets of the files that are read as one, by their names; one with a matrix is several. */
export type Targets = ReadonlyMap<string, readonly TargetAttributes[]>;

/** Targets inherit of targets that inherit. */
const DEEPEST = 8;

/**
 * The images that Dockerfiles make of the arguments of a file's targets, each target with what it inherits: later ones of
 * `inherits` count before earlier ones, and the target's own before both (Docker docs, `build/bake/inheritance`).
 */
export function imagesOfTargets(
  names: Iterable<string>,
  targets: Targets,
  file: string,
  context: ExtractContext,
): readonly FoundImage[] {
  const found: FoundImage[] = [];
  for (const name of names) {
    for (const own of targets.get(name) ?? []) {
      const target = inherited(own, targets, 0);
      const { args, contexts } = target;
      const build = {
        folders: likelyFolders(file),
        context: textOf(target.attributes, 'context') ?? '.',
        dockerfile: textOf(target.attributes, 'dockerfile'),
        inContext: true,
        args: [...args].flatMap(([, argument]) => argument),
        contexts,
      };
      if (target.attributes.has('dockerfile-inline')) continue;
      for (const image of imagesOfBuild(build, file, context))
        found.push({ ...image, object: { kind: 'target', name } });
    }
  }
  return found;

  function inherited(own: TargetAttributes, all: Targets, depth: number): Effective {
    const attributes = new Map<string, Value>();
    const args = new Map<string, BuildArgument>();
    const contexts = new Set<string>();
    const parents = depth > DEEPEST ? undefined : own.get('inherits')?.value;
    for (const parent of parents?.kind === 'tuple' ? parents.items : []) {
      const [target] = all.get(knownText(parent) ?? '') ?? [];
      if (target === undefined) continue;
      const above = inherited(target, all, depth + 1);
      for (const [name, value] of above.attributes) attributes.set(name, value);
      for (const [name, argument] of above.args) args.set(name, argument);
      for (const name of above.contexts) contexts.add(name);
    }
    for (const [name, { value, place }] of own) {
      attributes.set(name, value);
      if (name === 'contexts' && value.kind === 'object')
        for (const key of value.entries.keys()) contexts.add(key);
      if (name !== 'args') continue;
      for (const { fragments, span, path } of textsOf(value, file, place)) {
        const key = path.slice(1);
        args.set(key, { name: key, values: [{ fragments, origin: [] }], span, path: `args.${key}` });
      }
    }
    return { attributes, args, contexts };
  }
}

interface Effective {
  readonly attributes: ReadonlyMap<string, Value>;
  readonly args: ReadonlyMap<string, BuildArgument>;
  /** The names of its named contexts. */
  readonly contexts: ReadonlySet<string>;
}

function textOf(attributes: ReadonlyMap<string, Value>, name: string): string | undefined {
  const value = attributes.get(name);
  return value === undefined ? undefined : knownText(value);
}
