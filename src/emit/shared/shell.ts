/** A word of a POSIX shell that stands for exactly this text. */
export function shellWord(text: string): string {
  if (/^[a-zA-Z0-9_./:@=-]+$/.test(text)) return text;
  // No argument can hold NUL; the replacement character keeps its place visible.
  return `'${text.replaceAll('\0', '\uFFFD').replaceAll("'", "'\\''")}'`;
}

/** Comment lines; what could end a line within them is replaced. */
export function shellComment(text: string): string {
  return `# ${text.replaceAll(/\p{Cc}/gu, ' ')}`;
}
