import type { ShellPart, ShellWord } from '../../formats/shell/index.ts';
import { type JoinedText, piecesAt } from '../joined-text.ts';
import { writtenOf } from '../text-values.ts';
import type { CommandImage } from './command-image.ts';

/** A word as it is written, without quotes and braces: `$REPO/web:$TAG`. */
export function writtenName(source: JoinedText, { parts }: ShellWord): string {
  return parts.map((part) => writtenPart(source, part)).join('');
}

function writtenPart(source: JoinedText, part: ShellPart): string {
  if (part.kind === 'variable') return `$${part.name}`;
  if (part.kind === 'substitution') return '$()';
  return writtenOf(piecesAt(source, part));
}

/** The names under which images are built, without `latest`, and of those without a registry also without their tag. */
export function builtNames(images: readonly CommandImage[], others: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(plain(name));
    const local = localName(name);
    if (local !== undefined) names.add(local);
  };
  for (const name of others) add(name);
  for (const { found, written, builds } of images) {
    if (!builds) continue;
    add(written);
    if (found !== undefined && found.unresolved === undefined) add(found.value);
  }
  return names;
}

export function isBuilt({ found, written, builds }: CommandImage, built: ReadonlySet<string>): boolean {
  if (builds || found === undefined || found.purpose === 'push') return false;
  const names = found.unresolved === undefined ? [written, found.value] : [written];
  return names.some((name) => built.has(plain(name)) || built.has(localName(name) ?? ''));
}

function plain(name: string): string {
  return name.replace(/:latest$/, '');
}

/** `web` of `web:1`: no registry has it, and whoever builds it under one tag does so under others. */
function localName(name: string): string | undefined {
  const repository = name.replace(/[:@].*$/, '');
  return repository === '' || /[/$]/.test(repository) ? undefined : `${repository}:*`;
}
