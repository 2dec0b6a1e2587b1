import {
  fragmentsOf,
  type Implementation,
  knownText,
  NULL,
  text,
  unknown,
  type Value,
} from '../../formats/expressions/index.ts';

/** What is not defined has its default; so has, with a second argument, what is empty. */
function standard([value, fallback, empty]: readonly Value[]): Value {
  const given = value ?? NULL;
  const undefinedHere = given.kind === 'unknown' && given.unknown.fails === true;
  const wanted = empty !== undefined && knownText(empty) === 'true';
  const isEmpty = given.kind === 'null' || knownText(given) === '';
  return undefinedHere || (wanted && isEmpty) ? (fallback ?? text('')) : given;
}

function concat(args: readonly Value[]): Value {
  const fragments = args.flatMap((value) => fragmentsOf(value) ?? []);
  return { kind: 'string', fragments };
}

function changed(change: (known: string, ...args: readonly string[]) => string): Implementation {
  return ([value, ...args]) => {
    const known = value === undefined ? undefined : knownText(value);
    const others = args.map((argument) => knownText(argument) ?? '');
    if (value === undefined || known === undefined) return value ?? NULL;
    const after = change(known, ...others);
    return after === known ? value : text(after);
  };
}

const same: Implementation = ([value]) => value ?? NULL;

/** Filters of Jinja and Ansible that names of images go through. */
export const filters: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ['default', standard],
  ['d', standard],
  ['concat', concat],
  ['string', same],
  ['mandatory', same],
  ['trim', changed((known) => known.trim())],
  ['lower', changed((known) => known.toLowerCase())],
  ['replace', changed((known, old = '', by = '') => (old === '' ? known : known.replaceAll(old, by)))],
  ['a condition', () => unknown('a condition is not known')],
]);
