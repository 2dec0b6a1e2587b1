import { quote } from '../go/fmt/quote.ts';
import type { KeyPath, Value } from '../values/value.ts';
import { keysOf } from '../values/value.ts';
import { escapeToken } from './resources.ts';

/** Why a value is not as a schema wants it (jsonschema 6.0.3, ValidationError). */
export interface Failure {
  readonly path: KeyPath | undefined;
  readonly value: Value;
  /** Made only for those that are shown. */
  readonly message: () => string;
  /** `all`: each of them is a reason by itself. `any`: it would do if one of them did not apply. */
  readonly causes: { readonly kind: 'all' | 'any'; readonly failures: readonly Failure[] };
}

const none: Failure['causes'] = { kind: 'any', failures: [] };

export function failure(
  path: KeyPath | undefined,
  value: Value,
  message: () => string,
  causes: Failure['causes'] = none,
): Failure {
  return { path, value, message, causes };
}

/** The failures that are reasons by themselves: those which hold others together are left out. */
export function reasonsOf({ causes, ...rest }: Failure): readonly Failure[] {
  if (causes.kind === 'any') return [{ causes, ...rest }];
  return causes.failures.flatMap(reasonsOf);
}

/** As Helm shows it, with what is below it line by line. */
export function textOf(failure: Failure, mostLines: number): string {
  const lines: string[] = [];
  addLines(failure, '', lines, mostLines);
  return lines.join('\n');
}

function addLines({ path, message, causes }: Failure, indent: string, lines: string[], most: number): void {
  if (lines.length >= most) return;
  lines.push(`${indent}${indent === '' ? '' : '- '}at ${quoted(pointerOf(path))}: ${message()}`);
  const below = indent === '' ? '  ' : `${indent}  `;
  for (const cause of causes.failures) addLines(cause, below, lines, most);
}

function pointerOf(path: KeyPath | undefined): string {
  return keysOf(path)
    .map((key) => `/${escapeToken(String(key))}`)
    .join('');
}

/** In single quotes, the rest as in a Go string. */
export function quoted(text: string): string {
  const inner = quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

export function quotedList(texts: readonly string[]): string {
  return texts.map(quoted).join(', ');
}
