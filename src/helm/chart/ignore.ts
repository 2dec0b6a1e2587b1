import { compileRegexp, matchRegexp } from '../../regexp/index.ts';
import { err, ok, type Result } from '../../result.ts';

/** Whether a path from the chart's folder on, of a file or a folder, is left out of the chart. */
export type IsIgnored = (path: string, folder: boolean) => boolean;

interface Rule {
  readonly negated: boolean;
  readonly onlyFolders: boolean;
  readonly matches: (path: string) => boolean;
}

/** Hidden files below `templates/`. */
const always = 'templates/.?*';

/**
 * Reads .helmignore (helm, pkg/ignore). The first rule that says something decides; a negated one ignores whatever it does not
 * match. The error is one sentence.
 */
export function parseHelmIgnore(text: string): Result<IsIgnored, string> {
  const rules: Rule[] = [];
  for (const line of [...text.split('\n'), always]) {
    const rule = line.trim();
    if (rule === '' || rule.startsWith('#')) continue;
    const parsed = parseRule(rule);
    if (!parsed.ok) return parsed;
    rules.push(parsed.value);
  }
  return ok((path, folder) => {
    for (const { negated, onlyFolders, matches } of rules) {
      if (negated) {
        if ((onlyFolders && !folder) || !matches(path)) return true;
      } else if ((!onlyFolders || folder) && matches(path)) return true;
    }
    return false;
  });
}

function parseRule(rule: string): Result<Rule, string> {
  if (rule.includes('**')) return err(`${JSON.stringify(rule)}: ** is not supported`);
  const negated = rule.startsWith('!');
  const onlyFolders = rule.endsWith('/');
  const path = rule.slice(negated ? 1 : 0, onlyFolders ? -1 : undefined);
  const matches = compileGlob(path.startsWith('/') ? path.slice(1) : path);
  if (matches === undefined) return err(`${JSON.stringify(rule)} is no pattern`);
  const whole = path.includes('/');
  return ok({
    negated,
    onlyFolders,
    matches: (name) => matches(whole ? name : name.slice(name.lastIndexOf('/') + 1)),
  });
}

/** More of them in one pattern, and JavaScript's expressions could take for ever. */
const mostStars = 2;

/** Go's `filepath.Match`: `*` and `?` stop at a slash, `[…]` is a class, a backslash quotes. */
function compileGlob(glob: string): ((name: string) => boolean) | undefined {
  let source = '';
  let stars = 0;
  for (let i = 0; i < glob.length; i++) {
    const unit = glob.charAt(i);
    if (unit === '*') {
      source += '[^/]*';
      stars++;
    } else if (unit === '?') source += '[^/]';
    else if (unit === '[') {
      const found = readClass(glob, i + 1);
      if (found === undefined) return undefined;
      source += found.source;
      i = found.end;
    } else if (unit === '\\') {
      i++;
      if (i === glob.length) return undefined;
      source += literal(glob.charAt(i));
    } else source += literal(unit);
  }
  if (stars <= mostStars) {
    const expression = new RegExp(`^${source}$`, 'su');
    return (name) => expression.test(name);
  }
  const program = compileRegexp(`^(?s:${source})$`);
  return program.ok ? (name) => matchRegexp(program.value, name) : undefined;
}

/** A class from behind its bracket on; a range the wrong way round holds nothing. */
function readClass(
  glob: string,
  start: number,
): { readonly source: string; readonly end: number } | undefined {
  const negated = glob.charAt(start) === '^';
  const members = /(\\.|[^\\\]-])(?:-(\\.|[^\\\]-]))?/suy;
  let inner = '';
  let at = negated ? start + 1 : start;
  while (glob.charAt(at) !== ']') {
    members.lastIndex = at;
    const found = members.exec(glob);
    if (found === null) return undefined;
    at = members.lastIndex;
    const [low, high] = [found[1] ?? '', found[2] ?? found[1] ?? ''].map((each) => each.replace(/^\\/, ''));
    if (low !== undefined && high !== undefined && codeOf(low) <= codeOf(high)) inner += range(low, high);
  }
  if (at === (negated ? start + 1 : start)) return undefined;
  if (inner === '') return { source: negated ? '[\\s\\S]' : '[^\\s\\S]', end: at };
  return { source: `[${negated ? '^' : ''}${inner}]`, end: at };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function range(low: string, high: string): string {
  const [first, last] = [low, high].map((each) => each.replace(/[\\^[\]-]/, '\\$&'));
  return low === high ? `${first}` : `${first}-${last}`;
}

function literal(unit: string): string {
  return unit.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
