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
  const pattern = compileGlob(path.startsWith('/') ? path.slice(1) : path);
  if (pattern === undefined) return err(`${JSON.stringify(rule)} is no pattern`);
  const whole = path.includes('/');
  return ok({
    negated,
    onlyFolders,
    matches: (name) => pattern.test(whole ? name : name.slice(name.lastIndexOf('/') + 1)),
  });
}

/** Go's `filepath.Match`: `*` and `?` stop at a slash, `[…]` is a class, a backslash quotes. */
function compileGlob(glob: string): RegExp | undefined {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const unit = glob.charAt(i);
    if (unit === '*') source += '[^/]*';
    else if (unit === '?') source += '[^/]';
    else if (unit === '[') {
      const end = classEnd(glob, i);
      if (end === undefined) return undefined;
      source += classSource(glob.slice(i + 1, end));
      i = end;
    } else if (unit === '\\') {
      i++;
      if (i === glob.length) return undefined;
      source += literal(glob.charAt(i));
    } else source += literal(unit);
  }
  return new RegExp(`^${source}$`, 'su');
}

function classEnd(glob: string, start: number): number | undefined {
  const first = glob.charAt(start + 1) === '^' ? start + 2 : start + 1;
  for (let i = first; i < glob.length; i++) {
    if (glob.charAt(i) === '\\') i++;
    else if (glob.charAt(i) === ']') return i > first ? i : undefined;
  }
  return undefined;
}

function classSource(text: string): string {
  const negated = text.startsWith('^');
  const inner = text
    .slice(negated ? 1 : 0)
    .replace(/\\(.)|([[\]^])/gsu, (_, quoted, plain) => `\\${quoted ?? plain}`);
  return `[${negated ? '^' : ''}${inner}]`;
}

function literal(unit: string): string {
  return unit.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
