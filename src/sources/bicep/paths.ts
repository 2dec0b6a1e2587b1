/** A path that a file names, from the root; one that leads out of the root begins with dots. */
export function pathFrom(file: string, named: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of named.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
