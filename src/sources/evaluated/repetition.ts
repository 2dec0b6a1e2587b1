import {
  bind,
  elementsOf,
  evaluate,
  type HclBlock,
  type HclBody,
  type HclExpression,
  knownText,
  object,
  type Scope,
  spend,
  type Value,
} from '../../formats/hcl/index.ts';
import { type SourceText, slice } from '../../text/source-text.ts';
import type { Reach } from '../image-use.ts';
import { attributeOf } from './attributes.ts';

/** A body and what names mean in it. */
export interface Scoped {
  readonly type: string;
  readonly body: HclBody;
  readonly scope: Scope;
  /** The first of a block's labels, as it is written. */
  readonly label?: string;
  readonly reach: Reach;
  /** For `conditional`: the expression that decides, as it is written. */
  readonly when?: string;
}

/** More instances than anybody writes down. */
const MAX_INSTANCES = 200;

/** The instances of a resource: one for each element of a `for_each` that is known, else one. */
export function instancesOf(block: HclBlock, source: SourceText, scope: Scope): readonly Scoped[] {
  const { type, body } = block;
  const count = attributeOf(body, 'count');
  const each = attributeOf(body, 'for_each');
  if (count !== undefined) {
    const value = evaluate(count, scope);
    const text = knownText(value);
    const index: Value =
      text === '1' ? { kind: 'number', text: '0', place: undefined, use: undefined } : unknownIndex();
    const inner = bind(scope, [['count', object(new Map([['index', index]]))]]);
    return [{ type, body, scope: inner, ...reachOf(text === '0', 'count', count, source) }];
  }
  if (each === undefined) return [{ type, body, scope, reach: 'default' }];
  const elements = elementsOf(evaluate(each, scope));
  if (!elements.ok || elements.value.length === 0 || elements.value.length > MAX_INSTANCES) {
    const reason = elements.ok ? `each of ${slice(source, each.span)}` : elements.error.reason;
    const inner = bind(scope, [['each', eachOf(unknownValue(reason), unknownValue(reason))]]);
    return [
      {
        type,
        body,
        scope: inner,
        ...reachOf(elements.ok && elements.value.length === 0, 'for_each', each, source),
      },
    ];
  }
  return elements.value.map(([key, value]) => ({
    type,
    body,
    scope: bind(scope, [['each', eachOf(keyOf(key, value), value)]]),
    reach: 'default',
  }));
}

function reachOf(
  never: boolean,
  name: string,
  expression: HclExpression,
  source: SourceText,
): Pick<Scoped, 'reach' | 'when'> {
  if (!never) return { reach: 'default' };
  return { reach: 'conditional', when: `${name} = ${slice(source, expression.span).replace(/\s+/g, ' ')}` };
}

function unknownIndex(): Value {
  return unknownValue('count.index differs between the instances');
}

function unknownValue(reason: string): Value {
  return { kind: 'unknown', unknown: { reason } };
}

function eachOf(key: Value, value: Value): Value {
  return object(
    new Map([
      ['key', key],
      ['value', value],
    ]),
  );
}

/** In a set of strings key and value are the same. */
function keyOf(key: Value, value: Value): Value {
  return key.kind === 'number' ? value : key;
}

/** The blocks of a body, those that `dynamic` makes among them. */
export function blocksOf({ body, scope, reach, when }: Scoped): readonly Scoped[] {
  const rest = { reach, ...(when === undefined ? {} : { when }) };
  return body.blocks.flatMap((block) => {
    const label = block.labels[0]?.value;
    if (block.type !== 'dynamic')
      return [
        { ...rest, type: block.type, body: block.body, scope, ...(label === undefined ? {} : { label }) },
      ];
    return dynamicBlocks(block, scope).map((inner) => ({ ...rest, ...inner }));
  });
}

function dynamicBlocks(
  { labels, body }: HclBlock,
  scope: Scope,
): readonly Pick<Scoped, 'type' | 'body' | 'scope'>[] {
  const type = labels[0]?.value;
  const content = body.blocks.find((block) => block.type === 'content');
  const each = attributeOf(body, 'for_each');
  if (type === undefined || content === undefined || each === undefined) return [];
  const iterator = attributeOf(body, 'iterator');
  const name = iterator?.kind === 'variable' ? iterator.name : type;
  const elements = elementsOf(evaluate(each, scope));
  // Dynamic blocks in dynamic blocks multiply.
  const affordable = elements.ok && spend(scope, elements.value.length * 50);
  if (!elements.ok || !affordable || elements.value.length > MAX_INSTANCES) {
    const reason = elements.ok ? 'there are too many of them' : elements.error.reason;
    const value = unknownValue(reason);
    return [{ type, body: content.body, scope: bind(scope, [[name, eachOf(value, value)]]) }];
  }
  return elements.value.map(([key, value]) => ({
    type,
    body: content.body,
    scope: bind(scope, [[name, eachOf(keyOf(key, value), value)]]),
  }));
}
