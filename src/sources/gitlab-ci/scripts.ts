import {
  formatPath,
  resolve,
  type YamlAlias,
  type YamlField,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import { type Fragment, madeFragment } from '../../text/index.ts';
import type { Report } from '../ci/index.ts';
import { commandImages } from '../commands/index.ts';
import { fragmentsOfText } from '../text-values.ts';
import { placeOf } from '../yaml-text.ts';
import { withInputs } from './expand.ts';
import type { Path } from './report.ts';
import { namesIn, type PipelineScope, type Run } from './scope.ts';

/** One item of a script. */
interface Line {
  readonly scalar: YamlScalar;
  readonly via: YamlAlias | undefined;
  readonly path: Path;
}

/** Lists in lists, as aliases and `!reference` bring them. */
const DEEPEST = 10;

/** Reports what the scripts of a job name. They are run one after the other in one shell. */
export function reportScripts(
  report: Report,
  scope: PipelineScope,
  runs: () => readonly Run[],
  scripts: readonly YamlField[],
  path: Path,
): void {
  const lines = scripts.flatMap(({ key, value, via }) => linesOf(value, via, [...path, key], 0));
  if (lines.length === 0) return;
  const { source } = scope.pipeline;
  const place = { context: scope.context, folders: [''] };
  const fragments = lines.flatMap(({ scalar, via }): readonly Fragment[] => [
    ...fragmentsOfText(source, { scalar, via }),
    madeFragment('\n'),
  ]);
  // What a variable can be is asked for of one run at a time, and nearly all scripts name none that differs.
  const all = runs();
  const told = new Set<string>();
  for (const run of all.slice(0, MOST_RUNS)) {
    const names = namesIn(scope, run);
    const variable = (name: string): ReturnType<typeof names.variable> | undefined => {
      const values = names.variable(name, 1);
      const isSet = values.some(({ fragments: pieces }) => pieces.some(({ kind }) => kind === 'text'));
      return isSet ? values : undefined;
    };
    for (const text of withInputs(fragments, names)) {
      const script = {
        fragments: text.fragments,
        file: source.path,
        path: formatPath(path),
        variable,
        place,
      };
      const images = commandImages(script);
      if (images.length === 0) return;
      for (const image of images) {
        const { found } = image;
        const key = `${found?.span.start} ${found?.path} ${found?.value} ${found?.unresolved?.reason} ${image.written}`;
        if (told.has(key)) continue;
        told.add(key);
        const line = found === undefined ? undefined : lines.find((each) => contains(each, found.span.start));
        const command = found?.path.slice(found.path.lastIndexOf('!')) ?? '';
        report.images.push(
          found === undefined || line === undefined
            ? image
            : { ...image, found: { ...found, path: `${formatPath(line.path)}${command}` } },
        );
      }
    }
  }
}

const MOST_RUNS = 32;

function contains({ scalar, via }: Line, offset: number): boolean {
  const { start, end } = placeOf({ scalar, via });
  return start <= offset && offset <= end;
}

function linesOf(
  value: YamlField['value'],
  via: YamlAlias | undefined,
  path: Path,
  depth: number,
): readonly Line[] {
  if (value.kind === 'scalar') return [{ scalar: value, via, path }];
  if (value.kind !== 'seq' || value.tag === '!reference' || depth > DEEPEST) return [];
  return value.items.flatMap((item, index) =>
    linesOf(resolve(item), via ?? (item.kind === 'alias' ? item : undefined), [...path, index], depth + 1),
  );
}
