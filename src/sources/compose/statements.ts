/** Statements and comments of Jinja, Twig and their like, which stand for nothing themselves. */
const MARKS: readonly (readonly [open: string, close: string])[] = [
  ['{%', '%}'],
  ['{#', '#}'],
];

/** The text with statements blanked, of the same length: every branch stands as it is written. */
export function withoutStatements(text: string): string {
  return MARKS.reduce((result, [open, close]) => blanked(result, open, close), text);
}

function blanked(text: string, open: string, close: string): string {
  let result = '';
  let done = 0;
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, done)) {
    const end = text.indexOf(close, start + open.length);
    if (end === -1) break;
    const stop = end + close.length;
    result += text.slice(done, start) + text.slice(start, stop).replace(/[^\r\n]/g, ' ');
    done = stop;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** A key that an action stands for. To YAML it is a map, and no name. */
const KEY = /^[ \t]*\{\{[^\n{}]*\}\}[\w.-]*[ \t]*:/m;

export function hasTemplateKey(text: string): boolean {
  return text.includes('{{') && KEY.test(text);
}
