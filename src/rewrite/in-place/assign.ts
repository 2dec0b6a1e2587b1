import type { PlacedPiece, Written } from './align.ts';

/** What becomes of one piece: its characters from `start` to `end` (of its value) are replaced. */
export interface PieceChange {
  readonly placed: PlacedPiece;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A stretch of the reference. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The ways in which the pieces can be changed for the reference to have another name, the best first. What stands between
 * pieces cannot change. A registry field with a bare host keeps a bare host, where the repository has a path; else as much
 * as can be is left as it is.
 */
export function* nameChanges(written: Written, name: string): Generator<readonly PieceChange[]> {
  const { value, nameEnd } = written;
  if (value.slice(0, nameEnd) === name) {
    yield [];
    return;
  }
  const bare = bareRegistry(written);
  const depth = bare === undefined ? 0 : value.slice(bare.end + 1, nameEnd).split('/').length;
  const host = bare === undefined ? [] : [...overHost(written, bare, name)];
  if (depth > 1) yield* host;
  for (const change of inOnePiece(written, { start: 0, end: nameEnd }, name)) yield [change];
  if (depth === 1) yield* host;
}

/** The ways to give the reference another tag and digest: `rest` is all behind the name, `:1.25@sha256:…`. */
export function* versionChanges(written: Written, rest: string): Generator<readonly PieceChange[]> {
  const { value, nameEnd } = written;
  const whole = { start: nameEnd, end: value.length };
  if (value.slice(nameEnd) === rest) {
    yield [];
    return;
  }
  for (const change of inOnePiece(written, whole, rest)) yield [change];
  const [tag, digest] = cut(rest);
  const at = value.indexOf('@', nameEnd);
  const middle = at === -1 ? value.length : at;
  for (const first of orNone(written, { start: nameEnd, end: middle }, tag)) {
    for (const second of orNone(written, { start: middle, end: value.length }, digest)) {
      yield [...first, ...second];
    }
  }
}

/** The piece that holds the host and nothing else, where another one follows. */
function bareRegistry({ value, nameEnd, pieces }: Written): PlacedPiece | undefined {
  const [first] = pieces;
  if (first === undefined || first.start !== 0 || first.end >= nameEnd) return undefined;
  const host = value.slice(first.start, first.end).replace(/\/$/, '');
  const slash = value.indexOf('/');
  return host.includes('/') || slash !== host.length || !/[.:]|^localhost$/.test(host) ? undefined : first;
}

function* overHost(written: Written, registry: PlacedPiece, name: string): Generator<readonly PieceChange[]> {
  const slash = name.indexOf('/');
  const old = written.value.indexOf('/');
  const change = { placed: registry, start: 0, end: old, replacement: name.slice(0, slash) };
  const path = { start: old + 1, end: written.nameEnd };
  const rest = name.slice(slash + 1);
  if (written.value.slice(path.start, path.end) === rest) yield [change];
  for (const second of inOnePiece(written, path, rest)) {
    if (second.placed !== registry) yield [change, second];
  }
}

/** Each piece that could make a stretch of the reference another text all by itself. */
function* inOnePiece(
  { value, pieces }: Written,
  { start, end }: Stretch,
  text: string,
): Generator<PieceChange> {
  for (const placed of pieces) {
    const from = Math.max(placed.start, start);
    const to = Math.min(placed.end, end);
    // An empty stretch at the end of a piece is where something can be added.
    if (from > to || (from === to && start !== end)) continue;
    const left = value.slice(start, from);
    const right = value.slice(to, end);
    const fits = left.length + right.length < text.length && text.startsWith(left) && text.endsWith(right);
    if (!fits && !(from === start && to === end)) continue;
    const replacement = text.slice(left.length, text.length - right.length);
    yield { placed, start: from - placed.start, end: to - placed.start, replacement };
  }
}

function* orNone(written: Written, stretch: Stretch, text: string): Generator<readonly PieceChange[]> {
  if (written.value.slice(stretch.start, stretch.end) === text) yield [];
  else for (const change of inOnePiece(written, stretch, text)) yield [change];
}

/** Tag and digest of what stands behind a name, each with its separator. */
function cut(rest: string): readonly [string, string] {
  const at = rest.indexOf('@');
  return at === -1 ? [rest, ''] : [rest.slice(0, at), rest.slice(at)];
}
