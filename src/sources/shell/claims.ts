/** Endings of scripts, and of those that something else fills in first. */
const script = ['.sh', '.bash', '.zsh', '.ksh', '.bats', '.command'];
const template = ['.tftpl', '.tpl', '.tmpl', '.gotmpl', '.j2', '.jinja2', '.erb', '.template'];

/** Of files without an ending the first line tells. */
export const endings: readonly string[] = ['', ...script, ...template];

const SCRIPT =
  /(?:^|\/)[^/]+\.(?:sh|bash|zsh|ksh|bats|command)(?:\.(?:tftpl|tpl|tmpl|gotmpl|j2|jinja2|erb|template))?$/i;

const TEMPLATE = /\.(?:tftpl|tpl|tmpl|gotmpl|j2|jinja2|erb|template)$/i;

/** Whether a file is called like a script of a shell. */
export function isNamedScript(path: string): boolean {
  return SCRIPT.test(path);
}

/** Whether a file may be one by its first line: it has no ending, or is a template (`user-data.tftpl`). */
export function mayBeScript(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') || TEMPLATE.test(name);
}

export function isTemplate(path: string): boolean {
  return TEMPLATE.test(path);
}
