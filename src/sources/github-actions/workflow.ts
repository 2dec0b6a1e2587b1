import {
  field,
  fieldsOf,
  formatPath,
  resolve,
  scalarText,
  type YamlMap,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import { type Report, reportOnce, type Written } from '../ci/index.ts';
import { assignedImages } from '../commands/index.ts';
import type { ExtractContext } from '../source.ts';
import { isKnown, knownOf } from '../text-values.ts';
import { placeOf } from '../yaml-text.ts';
import { reportInputs, reportListed } from './action-inputs.ts';
import { reportBuild } from './build-arguments.ts';
import { type Call, type ReadFile, reportCalled } from './called.ts';
import { partsBehindScheme, SCHEME } from './docker-uses.ts';
import { nodeOfText, textValues } from './evaluate.ts';
import { fileNode } from './node.ts';
import { reportScalar, reportScript, reportTexts, type Told, textsOf } from './report.ts';
import { lookupsFor, type Scope } from './scope.ts';

/** The images of a workflow's jobs: their containers, their services, and what their steps use and run. */
export function reportWorkflow(
  report: Report,
  source: SourceText,
  root: YamlMap,
  context: ExtractContext,
  call?: Call,
): void {
  const triggers = field(root, 'on')?.value ?? field(root, 'true')?.value;
  const inputs = ['workflow_call', 'workflow_dispatch'].flatMap((event) =>
    mapsAt(field(triggers, event)?.value, 'inputs'),
  );
  const envs = mapsAt(root, 'env');
  for (const { key, value } of entriesOf(field(root, 'jobs')?.value)) {
    if (value.kind !== 'map') continue;
    const scope: Scope = {
      source,
      context,
      inputs,
      envs: [...mapsAt(value, 'env'), ...envs],
      strategy: field(value, 'strategy')?.value,
      ...call,
    };
    reportJob(report, scope, value, ['jobs', key]);
    reportVariables(report, scope, value, ['jobs', key]);
  }
  reportVariables(report, { source, context, inputs, envs, strategy: undefined, ...call }, root, []);
}

/** Variables that can hold nothing but an image: they are told by themselves where no command uses them. */
function reportVariables(report: Report, scope: Scope, owner: YamlMap, path: Path): void {
  for (const { key, value, via } of entriesOf(field(owner, 'env')?.value)) {
    if (value.kind !== 'scalar') continue;
    const values = textsOf(scope, { value, ...(via === undefined ? {} : { via }) });
    const at = {
      file: scope.source.path,
      span: placeOf({ scalar: value, via }),
      path: formatPath([...path, 'env', key]),
    };
    for (const image of assignedImages({ name: key, values, ...at })) reportOnce(report, image);
    const told = { path: at.path, confidence: 'possible' } as const;
    reportListed(report, scope, { key, texts: values }, at.span, told);
  }
}

/** The images of an action: the one that it runs in, and those of the steps that it is composed of. */
export function reportAction(
  report: Report,
  source: SourceText,
  root: YamlMap,
  context: ExtractContext,
  call?: Call,
): void {
  const runs = field(root, 'runs')?.value;
  const scope: Scope = {
    source,
    context,
    inputs: mapsAt(root, 'inputs'),
    envs: mapsAt(runs, 'env'),
    strategy: undefined,
    ...call,
  };
  const image = field(runs, 'image');
  // Without the scheme it is a Dockerfile beside the action.
  if (image !== undefined) reportDockerUse(report, scope, image, { path: 'runs.image' });
  reportSteps(report, scope, runs, ['runs']);
}

/** How a file that is called is read: as a workflow, or as an action. */
function readerIn({ context }: Scope): ReadFile {
  return (report, source, root, call) => {
    if (field(root, 'jobs') !== undefined) reportWorkflow(report, source, root, context, call);
    else if (field(root, 'runs') !== undefined) reportAction(report, source, root, context, call);
  };
}

type Path = readonly (string | number)[];

function entriesOf(value: YamlValue | undefined): ReturnType<typeof fieldsOf> {
  return value?.kind === 'map' ? fieldsOf(value) : [];
}

function mapsAt(value: YamlValue | undefined, key: string): readonly YamlValue[] {
  const found = field(value, key)?.value;
  return found?.kind === 'map' ? [found] : [];
}

/** `if: false`, the only condition that says by itself that nothing is run. */
function neverRuns(map: YamlMap): string | undefined {
  const condition = scalarText(field(map, 'if')?.value);
  return condition !== undefined && /^\s*(?:\$\{\{\s*)?false\s*(?:\}\}\s*)?$/.test(condition)
    ? 'if: false'
    : undefined;
}

function reportJob(report: Report, scope: Scope, job: YamlMap, path: Path): void {
  const when = neverRuns(job);
  const container = field(job, 'container');
  if (container !== undefined) reportContainer(report, scope, container, [...path, 'container'], when);
  for (const service of entriesOf(field(job, 'services')?.value))
    reportContainer(report, scope, service, [...path, 'services', service.key], when);
  const uses = scalarText(field(job, 'uses')?.value);
  const given = field(job, 'with')?.value;
  if (uses !== undefined && given?.kind === 'map') {
    const at = formatPath([...path, 'with']);
    reportCalled(report, scope, { uses, given, path: at }, readerIn(scope));
    reportInputs(report, scope, given, uses, at);
  }
  reportSteps(report, scope, job, path, when);
}

/** A container is its image, a map with one, or an expression that is either. */
function reportContainer(
  report: Report,
  scope: Scope,
  written: Written,
  path: Path,
  when: string | undefined,
): void {
  const { value } = written;
  const told = when === undefined ? {} : { when };
  if (value.kind === 'map') {
    const image = field(value, 'image');
    if (image === undefined) return;
    const via = written.via ?? image.via;
    const inner = { value: image.value, ...(via === undefined ? {} : { via }) };
    reportImage(report, scope, inner, { path: formatPath([...path, 'image']), ...told });
    return;
  }
  if (value.kind !== 'scalar' || reportMaps(report, scope, written, path)) return;
  reportImage(report, scope, written, { path: formatPath(path), ...told });
}

/** The runner takes `docker://` before the image of a container too. */
function reportImage(report: Report, scope: Scope, written: Written, told: Told): void {
  const isUse = written.value.kind === 'scalar' && written.value.value.startsWith(SCHEME);
  if (isUse) reportDockerUse(report, scope, written, told);
  else reportScalar(report, scope, written, told);
}

/** `container: ${{ matrix.container }}` where the matrix holds maps with an image. */
function reportMaps(report: Report, scope: Scope, { value, via }: Written, path: Path): boolean {
  if (value.kind !== 'scalar') return false;
  const fragments = fileNode(scope.source, value, undefined).fragments(value);
  let any = false;
  for (const lookup of lookupsFor(scope, fragments)) {
    const node = nodeOfText(fragments, lookup);
    const image = node?.value.kind === 'map' ? field(node.value, 'image') : undefined;
    if (node?.value.kind !== 'map') continue;
    any = true;
    if (image?.value.kind !== 'scalar') continue;
    const told = { path: formatPath([...path, 'image']) };
    if (node.made !== true) {
      reportImage(report, scope, image, told);
      continue;
    }
    // Of JSON in an expression the nodes are no stretches of the file.
    const texts = textValues(node.fragments(image.value), lookup);
    reportTexts(report, scope, texts, placeOf({ scalar: value, via }), told);
  }
  return any;
}

function reportSteps(
  report: Report,
  scope: Scope,
  holder: YamlValue | undefined,
  path: Path,
  when?: string,
): void {
  const steps = field(holder, 'steps')?.value;
  if (steps?.kind !== 'seq') return;
  for (const [index, item] of steps.items.entries()) {
    const step = resolve(item);
    if (step.kind !== 'map') continue;
    const inner: Scope = { ...scope, envs: [...mapsAt(step, 'env'), ...scope.envs] };
    const at = [...path, 'steps', index];
    const outer = item.kind === 'alias' ? { via: item } : {};
    const uses = field(step, 'uses');
    if (uses !== undefined) {
      const never = when ?? neverRuns(step);
      const told = { path: formatPath([...at, 'uses']), ...(never === undefined ? {} : { when: never }) };
      reportDockerUse(report, inner, { ...uses, ...outer }, told);
      const given = field(step, 'with')?.value;
      const name = scalarText(uses.value);
      if (given?.kind === 'map' && name !== undefined) {
        const inputs = formatPath([...at, 'with']);
        reportCalled(report, inner, { uses: name, given, path: inputs }, readerIn(scope));
        reportInputs(report, inner, given, name, inputs);
        reportBuild(report, inner, given, name, inputs);
      }
    }
    reportVariables(report, inner, step, at);
    const run = field(step, 'run');
    const shell = scalarText(field(step, 'shell')?.value);
    if (run !== undefined && isShell(shell)) {
      const told = { path: formatPath([...at, 'run']), folder: foldersOf(inner, step)[0] ?? '' };
      reportScript(report, inner, { ...run, ...outer }, told);
    }
  }
}

/** Where a step runs, from the root of the checkout, as far as it is known. */
function foldersOf(scope: Scope, step: YamlMap): readonly string[] {
  const written = field(step, 'working-directory');
  const values = written === undefined ? [] : textsOf(scope, written);
  return values.filter(isKnown).map(knownOf);
}

/** Not Python, Perl or Node: their scripts have other words. */
function isShell(shell: string | undefined): boolean {
  return shell === undefined || /sh|cmd|\$\{\{/.test(shell);
}

/** `docker://image`, in a step and in an action. */
function reportDockerUse(report: Report, scope: Scope, written: Written, told: Told): void {
  const { value, via } = written;
  if (value.kind !== 'scalar' || !value.value.includes(SCHEME)) return;
  for (const { text, at } of textsOf(scope, written).flatMap((each) =>
    partsBehindScheme(each, scope.source.path),
  ))
    reportTexts(report, scope, [text], via?.span ?? at ?? value.content, told);
}
