import type { Budget } from './budget.ts';
import type { Program } from './compile.ts';
import { type Captures, matchAt } from './match.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly captures: Captures;
}

/** A text as the machine reads it: offsets count code points. */
export interface Subject {
  readonly characters: readonly string[];
  readonly points: readonly number[];
}

export function subjectOf(text: string): Subject {
  const characters = [...text];
  return { characters, points: characters.map((character) => character.codePointAt(0) ?? 0) };
}

export function between({ characters }: Subject, start: number, end?: number): string {
  return characters.slice(start, end).join('');
}

export function findFirst(
  program: Program,
  { points }: Subject,
  budget: Budget,
  from = 0,
): Match | undefined {
  const captures = matchAt(program, points, from, budget);
  const [start, end] = captures ?? [];
  if (captures === undefined || start === undefined || end === undefined) return undefined;
  return { start, end, captures };
}

/** Go's `FindAll`: at most `count` matches unless that is below zero; no empty one at the end of another. */
export function findAll(program: Program, subject: Subject, count: number, budget: Budget): readonly Match[] {
  const matches: Match[] = [];
  let last = -1;
  for (let at = 0; at <= subject.points.length && (count < 0 || matches.length < count); ) {
    const match = findFirst(program, subject, budget, at);
    if (match === undefined) break;
    const repeats = match.end === at && match.start === last;
    at = match.end === at ? at + 1 : match.end;
    last = match.end;
    if (!repeats) matches.push(match);
  }
  return matches;
}

/** Go's `ReplaceAll`. */
export function replaceAll(
  program: Program,
  subject: Subject,
  by: (match: Match) => string,
  budget: Budget,
): string {
  let made = '';
  let last = 0;
  for (let at = 0; at <= subject.points.length; ) {
    const match = findFirst(program, subject, budget, at);
    if (match === undefined) break;
    made += between(subject, last, match.start);
    if (match.end > last || match.start === 0) made += by(match);
    last = match.end;
    at = Math.max(at + 1, match.end);
  }
  return made + between(subject, last);
}

/** Go's `Expand`: `$1`, `$name`, `${name}`, and `$$` for a dollar sign. */
export function expand(template: string, { names }: Program, subject: Subject, { captures }: Match): string {
  return template.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar, plain, braced) => {
    if (dollar !== undefined) return '$';
    const name: string = plain ?? braced;
    const index = /^\d+$/.test(name) ? Number(name) : names.lastIndexOf(name);
    const [start, end] = [captures[index * 2], captures[index * 2 + 1]];
    return start === undefined || end === undefined ? '' : between(subject, start, end);
  });
}
