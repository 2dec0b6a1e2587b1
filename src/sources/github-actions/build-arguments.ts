import { field, type YamlMap } from '../../formats/yaml/index.ts';
import { type Report, reportOnce, type Written } from '../ci/index.ts';
import { type BuildArgument, imagesOfBuild } from '../dockerfile/index.ts';
import { joinText, piecesAt, placeAt } from '../joined-text.ts';
import { type TextValue, writtenOf } from '../text-values.ts';
import { placeOf } from '../yaml-text.ts';
import { textsOf } from './report.ts';
import type { Scope } from './scope.ts';

/** The inputs of actions that build a Dockerfile, as their `action.yml` call them. */
interface BuildInputs {
  readonly args: string;
  readonly dockerfile: string;
  readonly context: string;
}

const docker: BuildInputs = { args: 'build-args', dockerfile: 'file', context: 'context' };

const actions: ReadonlyMap<string, BuildInputs> = new Map([
  ['docker/build-push-action', docker],
  ['depot/build-push-action', docker],
  ['useblacksmith/build-push-action', docker],
  ['redhat-actions/buildah-build', { ...docker, dockerfile: 'containerfiles' }],
  ['macbre/push-to-ghcr', { args: 'build_args', dockerfile: 'dockerfile', context: 'context' }],
  [
    'mr-smithers-excellent/docker-build-push',
    { args: 'buildArgs', dockerfile: 'dockerfile', context: 'directory' },
  ],
]);

/**
 * Reports the images that a Dockerfile makes of the arguments that a step gives to its build. Paths are from the root of the
 * checkout, which is also what the action builds where no context is given.
 */
export function reportBuild(report: Report, scope: Scope, given: YamlMap, uses: string, path: string): void {
  const inputs = actions.get(uses.replace(/@.*$/, '').toLowerCase());
  const written = inputs && field(given, inputs.args);
  if (inputs === undefined || written?.value.kind !== 'scalar') return;
  const args = argumentsOf(scope, written, `${path}.${inputs.args}`);
  for (const context of pathsIn(scope, given, inputs.context, '.')) {
    for (const dockerfile of pathsIn(scope, given, inputs.dockerfile, undefined)) {
      const build = { folders: [''], context, dockerfile, args };
      for (const image of imagesOfBuild(build, scope.source.path, scope.context)) {
        const found = { ...image, confidence: 'likely' } as const;
        reportOnce(report, { found, written: image.value, builds: false });
      }
    }
  }
}

/** A line for each: `NAME=value`, in mr-smithers's action also behind commas. */
function argumentsOf(scope: Scope, written: Written, path: string): readonly BuildArgument[] {
  const { value: scalar, via } = written;
  if (scalar.kind !== 'scalar') return [];
  const whole = placeOf({ scalar, via });
  const args = new Map<string, { values: TextValue[]; span: BuildArgument['span'] }>();
  for (const text of textsOf(scope, written)) {
    const source = joinText(text.fragments);
    for (const { 0: line, index } of source.text.matchAll(/[^\n]+/g)) {
      const match = /^\s*["']?([A-Za-z_]\w*)=["']?(.*?)["']?\s*,?\s*$/.exec(line);
      const [, name = '', written = ''] = match ?? [];
      if (match === null || written === '') continue;
      const start = index + line.indexOf(written, line.indexOf('=') + 1);
      const at = { start, end: start + written.length };
      const known = args.get(name) ?? { values: [], span: placeAt(source, at, scope.source.path) ?? whole };
      known.values.push({ fragments: piecesAt(source, at), origin: text.origin });
      args.set(name, known);
    }
  }
  return [...args].map(([name, { values, span }]) => ({ name, values, span, path: `${path} ${name}` }));
}

const WORKSPACE = /^\{[^{}]*(?:github\.workspace|GITHUB_WORKSPACE)[^{}]*\}\/?/;

/** The paths that an input can be, those from the workspace among them; what has something unknown in it is none. */
function pathsIn(
  scope: Scope,
  given: YamlMap,
  key: string,
  absent: string | undefined,
): readonly (string | undefined)[] {
  const written = field(given, key);
  const texts = written === undefined ? [] : textsOf(scope, written);
  if (texts.length === 0) return [absent];
  const paths = texts.map(({ fragments }) => writtenOf(fragments).trim().replace(WORKSPACE, ''));
  return [...new Set(paths.filter((path) => !/[{}]/.test(path)).map((path) => (path === '' ? '.' : path)))];
}
