import type { Method, Value } from '../values/value.ts';
import { dateMethods } from './date-methods.ts';
import { versionMethods } from './version-methods.ts';

/** A method that the Go type of a value has. */
export function methodOf(value: Value, name: string): Method | undefined {
  if ('methods' in value) return value.methods?.get(name);
  if (value.kind !== 'string' || value.type === undefined || value.type === '[]uint8') return undefined;
  const methods = value.type === 'time.Time' ? dateMethods : versionMethods;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method && { params: method.params, run: (args) => method.run([value, ...args]) };
}
