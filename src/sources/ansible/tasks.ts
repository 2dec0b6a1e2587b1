import { append } from '../../append.ts';
import { elementsOf, type Value } from '../../formats/expressions/index.ts';
import {
  at,
  field,
  fieldsOf,
  resolve,
  scalarText,
  type YamlMap,
  type YamlNode,
} from '../../formats/yaml/index.ts';
import { type SourceText, slice } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import { moduleShape } from './modules.ts';
import { taskImages } from './task-images.ts';
import { type Variables, valueIn, withBound, withVariables } from './variables.ts';

/** Blocks in blocks. */
const MAX_DEPTH = 30;

/** More turns of a loop than anybody writes down. */
const MAX_TURNS = 100;

export interface TaskContext {
  readonly source: SourceText;
  readonly variables: Variables;
  readonly path: string;
  readonly depth: number;
  /** The conditions of the blocks around. */
  readonly when?: string;
}

const BLOCKS = ['block', 'rescue', 'always'] as const;

/** The images of a list of tasks, and of the blocks among them. */
export function tasksImages(list: YamlNode | undefined, context: TaskContext): readonly FoundImage[] {
  const items = list === undefined ? undefined : resolve(list);
  if (items?.kind !== 'seq' || context.depth > MAX_DEPTH) return [];
  return items.items.flatMap((item, index) => {
    const task = resolve(item);
    return task.kind === 'map' ? taskIn(task, { ...context, path: `${context.path}[${index}]` }) : [];
  });
}

function taskIn(task: YamlMap, context: TaskContext): readonly FoundImage[] {
  const { source } = context;
  const when = conditionOf(task, context);
  const variables = withVariables(context.variables, at(task, ['vars']), source);
  const here: TaskContext = {
    ...context,
    variables,
    depth: context.depth + 1,
    ...(when === undefined ? {} : { when }),
  };
  const within = BLOCKS.flatMap((name) => {
    const list = at(task, [name]);
    return list === undefined ? [] : tasksImages(list, { ...here, path: `${context.path}.${name}` });
  });
  return within.length > 0 ? within : moduleImages(task, here);
}

function moduleImages(task: YamlMap, { source, variables, path, when }: TaskContext): readonly FoundImage[] {
  const call = fieldsOf(task).find(({ key }) => moduleShape(key) !== undefined);
  const shape = call === undefined ? undefined : moduleShape(call.key);
  if (call === undefined || shape === undefined || call.value.kind !== 'map') return [];
  const name = scalarText(at(task, ['name']));
  const found: FoundImage[] = [];
  for (const turn of turnsOf(task, variables, source)) {
    append(
      found,
      taskImages(shape, {
        arguments: valueIn(turn, call.value, source),
        path: `${path}.${call.key}`,
        source,
        span: call.value.span,
        about: {
          object: { kind: call.key, ...(name === undefined ? {} : { name }) },
          purpose: 'pull',
          confidence: 'certain',
          ...(when === undefined ? { reach: 'default' } : { reach: 'conditional', when }),
        },
      }),
    );
  }
  const seen = new Set<string>();
  return found.filter(({ span, path: at, value }) => {
    const key = `${span.start} ${span.end} ${at} ${value}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}

/** The variables in each turn of a task's loop; of a list that is not known one turn stands for all. */
function turnsOf(task: YamlMap, variables: Variables, source: SourceText): readonly Variables[] {
  const loop = field(task, 'loop') ?? field(task, 'with_items') ?? field(task, 'with_list');
  const any = fieldsOf(task).find(({ key }) => key.startsWith('with_'));
  if (loop === undefined && any === undefined) return [variables];
  const name = scalarText(at(task, ['loop_control', 'loop_var'])) ?? 'item';
  const list: Value | undefined = loop === undefined ? undefined : valueIn(variables, loop.value, source);
  const elements = list === undefined ? undefined : elementsOf(list);
  if (elements?.ok === true && elements.value.length <= MAX_TURNS)
    return elements.value.map(([, value]) => withBound(variables, name, value));
  const reason = elements?.ok === false ? elements.error.reason : `${name} differs from turn to turn`;
  return [withBound(variables, name, { kind: 'unknown', unknown: { reason } })];
}

function conditionOf(task: YamlMap, { source, when }: TaskContext): string | undefined {
  const own = at(task, ['when']);
  if (own === undefined) return when;
  const said =
    own.kind === 'seq'
      ? own.items.map((item) => scalarText(item) ?? '').join(' and ')
      : own.kind === 'scalar'
        ? slice(source, own.content).replace(/\s+/g, ' ')
        : '';
  return when === undefined ? said : `${when} and ${said}`;
}
