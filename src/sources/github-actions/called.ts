import { fieldsOf, parseYaml, resolve, type YamlMap } from '../../formats/yaml/index.ts';
import type { Fragment, SourceText, Span } from '../../text/index.ts';
import { newReport, type Report, reportOnce } from '../ci/index.ts';
import { type CommandImage, pulledImages } from '../commands/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { pathFrom } from '../releases/index.ts';
import type { TextValue } from '../text-values.ts';
import { toldElsewhere } from '../told-elsewhere.ts';
import { placeOf } from '../yaml-text.ts';
import type { DataNode } from './node.ts';
import { textsOf } from './report.ts';
import type { Scope } from './scope.ts';

/** What a file of the repository is read with when another one calls it. */
export interface Call {
  /** The inputs that it is given. */
  readonly given: ReadonlyMap<string, DataNode>;
  readonly depth: number;
}

/** Reads a workflow or an action, whichever the file is. */
export type ReadFile = (report: Report, source: SourceText, root: YamlMap, call: Call) => void;

/** GitHub allows ten levels of composite actions, and four of workflows. */
const DEEPEST = 4;

/** More ways to call a file than a matrix has cells that differ. */
const MOST = 16;

interface Argument {
  readonly name: string;
  readonly node: DataNode;
  readonly values: readonly TextValue[];
  readonly span: Span;
}

/**
 * Reports the images that a workflow or a composite action of the repository makes of what it is given: each where it is given. What
 * it makes of its defaults is told in its own file.
 */
export function reportCalled(
  report: Report,
  scope: Scope,
  { uses, given, path }: { readonly uses: string; readonly given: YamlMap; readonly path: string },
  read: ReadFile,
): void {
  const { depth = 0 } = scope;
  const source = depth > DEEPEST ? undefined : calledFile(uses, scope);
  if (source === undefined || source.path === scope.source.path) return;
  const document = parseYaml(source).documents[0]?.root;
  const root = document && resolve(document);
  if (root?.kind !== 'map') return;
  const args = argumentsOf(scope, given);
  const count = Math.min(MOST, Math.max(0, ...args.map(({ values }) => values.length)));
  for (let variant = 0; variant < count; variant++) {
    const inner = newReport();
    const nodes = args.map(({ name, node, values }) => [name, nodeOf(node, values, variant)] as const);
    read(inner, source, root, { given: new Map(nodes), depth: depth + 1 });
    for (const image of pulledImages(inner.images)) {
      const found = atCall(image, source.path, args, path, scope);
      if (found !== undefined) reportOnce(report, asUse(found));
    }
  }
}

function asUse(found: FoundImage): CommandImage {
  return { found, written: found.value, builds: false };
}

/** `./.github/workflows/build.yml`, or the folder of an action, from the root of the repository. */
function calledFile(uses: string, { source, context: { fileAt } }: Scope): SourceText | undefined {
  if (fileAt === undefined || !uses.startsWith('./')) return undefined;
  // A tree can hold several repositories.
  const [repository = ''] = /^.*?(?=\.(?:github|gitea|forgejo)\/)/.exec(source.path) ?? [];
  const paths = /\.ya?ml$/.test(uses) ? [uses] : [`${uses}/action.yml`, `${uses}/action.yaml`];
  for (const each of paths) {
    const path = pathFrom(repository, each);
    const found = path === undefined ? undefined : fileAt(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function argumentsOf(scope: Scope, given: YamlMap): readonly Argument[] {
  return fieldsOf(given).flatMap(({ key: name, value, via }) => {
    if (value.kind !== 'scalar') return [];
    const values = textsOf(scope, { value, ...(via === undefined ? {} : { via }) });
    const node: DataNode = { value, fragments: () => [], made: true };
    return values.length === 0 ? [] : [{ name, node, values, span: placeOf({ scalar: value, via }) }];
  });
}

function nodeOf(node: DataNode, values: readonly TextValue[], variant: number): DataNode {
  const fragments = (values[variant] ?? values.at(-1))?.fragments ?? [];
  return { ...node, fragments: (value) => (value === node.value ? fragments : []) };
}

function atCall(
  image: FoundImage,
  called: string,
  args: readonly Argument[],
  path: string,
  { source: { path: file } }: Scope,
): FoundImage | undefined {
  const { pieces = [], unresolved, purpose } = image;
  if (unresolved !== undefined || purpose === 'push') return undefined;
  const argument = args.find(({ values }) => pieces.some((piece) => holds(values, piece, file)));
  if (argument === undefined) return undefined;
  const placed = pieces.map((piece): Piece => {
    const { file: at = called, ...own } = piece;
    return at === file ? own : { ...own, file: at };
  });
  return toldElsewhere(image, called, placed, { span: argument.span, path: `${path}.${argument.name}` });
}

/** Whether a piece is one of the letters that an argument is made of. */
function holds(values: readonly TextValue[], { file: at, span }: Piece, file: string): boolean {
  const isIn = (fragment: Fragment): boolean => {
    const place = fragment.kind === 'text' ? fragment.place : undefined;
    return place?.file === file && place.span.start <= span.start && span.end <= place.span.end;
  };
  return at === file && values.some(({ fragments }) => fragments.some(isIn));
}
