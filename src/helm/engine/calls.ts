import { err } from '../../result.ts';
import { callFunction } from '../functions/call.ts';
import { functions } from '../functions/index.ts';
import { takeSpent } from '../functions/limits.ts';
import { table } from '../functions/make.ts';
import { sizeOf, workFor } from '../functions/measure.ts';
import type { TemplateFunction } from '../functions/types.ts';
import type { Call } from '../template/state.ts';
import { include, tplFunction } from './include.ts';
import type { ParseCache } from './parse-cache.ts';

/** There is no cluster to look anything up in. */
const lookup: TemplateFunction = {
  params: ['string', 'string', 'string', 'string'],
  run: () => table([]),
};

const pure: ReadonlyMap<string, Call> = new Map(
  [...functions, ['lookup', lookup] as const].map(([name, fn]) => [name, calling(name, fn)]),
);

/** All functions of Helm's templates. */
export function templateCalls(cache: ParseCache): ReadonlyMap<string, Call> {
  const known = callsWith.get(cache);
  if (known !== undefined) return known;
  const made = new Map([...pure, ['include', include], ['tpl', tplFunction(cache)]]);
  callsWith.set(cache, made);
  return made;
}

const callsWith = new WeakMap<ParseCache, ReadonlyMap<string, Call>>();

function calling(name: string, fn: TemplateFunction): Call {
  const refuses = name === 'fail' || name === 'required';
  const workOf = workFor(name);
  return ({ budget }, args) => {
    const result = callFunction(name, fn, args, workOf);
    budget.steps -= takeSpent();
    if (result.ok) {
      budget.steps -= Math.floor(sizeOf(result.value));
      return result;
    }
    const { code, message } = result.error;
    if (code !== 'function') return err({ code: 'signature', message });
    return err({ code: refuses ? 'refused' : 'function', message });
  };
}
