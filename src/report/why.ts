import type { AuditedUse } from '../audit/types.ts';
import { formatReference } from '../image/index.ts';
import { imageName } from '../sources/image-name.ts';
import type { Confidence, ImageUse, Piece, Purpose, UnresolvedUse } from '../sources/image-use.ts';
import { clipped, groupBy, printable } from './shared/text.ts';
import type { Style } from './types.ts';

/** What is known of an image: the places that name it, and what the cache does with it. */
export interface Explained {
  readonly uses: readonly AuditedUse[];
  readonly unresolved: readonly UnresolvedUse[];
}

/** `line:column` of an offset in a file; undefined where the file cannot be read again. */
export type PlaceIn = (file: string, offset: number) => string | undefined;

const confidences: Readonly<Record<Confidence, string>> = {
  certain: 'certain: the field is one for images',
  likely: 'likely: the field is called after images, and holds a well-formed reference',
  possible: 'possible: the text looks like a reference',
};

const purposes: Readonly<Record<Purpose, string>> = {
  pull: 'pulled',
  build: 'pulled by builds',
  push: 'pushed, not pulled',
  mention: 'mentioned, not pulled',
};

/** For each place that names the image: the chain from there to the texts that it is made of. */
export function whyText({ uses, unresolved }: Explained, placeIn: PlaceIn, style: Style): string {
  const lines: string[] = [];
  for (const [name, members] of groupBy(uses, ({ use }) => imageName(use))) {
    const [first] = members;
    lines.push(style.bold(name));
    if (first !== undefined) lines.push(`  ${cacheWords(first)}`);
    for (const { use, redirectedBy } of members)
      lines.push('', ...useLines(use, redirectedBy, placeIn, style));
    lines.push('');
  }
  if (unresolved.length > 0) lines.push(style.bold('not known'));
  for (const use of unresolved) {
    const { line, column, value, reason, when } = use;
    lines.push(
      '',
      `  ${style.cyan(`${printable(use.file)}:${line}:${column}`)}  ${owner(use)}${style.dim(printable(use.path))}`,
      `    ${style.yellow(clipped(printable(value), 120))}: ${printable(reason)}`,
      ...(when === undefined ? [] : [`    when ${printable(when)}`]),
    );
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function useLines(
  use: ImageUse,
  redirectedBy: string | undefined,
  placeIn: PlaceIn,
  style: Style,
): readonly string[] {
  const { file, line, column, path, purpose, source, reach, when, hooks } = use;
  return [
    `  ${style.cyan(`${printable(file)}:${line}:${column}`)}  ${owner(use)}${style.dim(printable(path))}`,
    `    ${purposes[purpose]}, ${confidenceWords(use)} (${source})`,
    ...(use.openTag === undefined ? [] : ['    what its tag is cannot be told from the files']),
    ...(redirectedBy === undefined ? [] : [`    ${redirectedBy} sends it through the cache`]),
    ...(reach === 'conditional' && when === undefined ? ['    under a condition'] : []),
    ...(when === undefined ? [] : [`    when ${printable(when)}`]),
    ...(hooks === undefined ? [] : [`    hook ${printable(hooks.join(' '))}`]),
    ...pieceLines(use, placeIn, style),
    ...originLines(use),
  ];
}

function confidenceWords({ confidence, builtBy }: ImageUse): string {
  return builtBy === undefined
    ? confidences[confidence]
    : `possible: ${printable(builtBy)} builds an image of this name`;
}

/** The variables and keys that the pieces do not name themselves. */
function originLines({ origin = [], pieces = [] }: ImageUse): readonly string[] {
  const named = new Set(pieces.map(({ key }) => key));
  const others = origin.filter((name) => !named.has(name));
  return others.length === 0 ? [] : [`    by way of ${others.map(printable).join(', ')}`];
}

function owner({ object }: ImageUse | UnresolvedUse): string {
  const words = [
    object?.kind,
    object?.namespace === undefined ? object?.name : `${object.namespace}/${object.name}`,
  ];
  const text = words.filter((word) => word !== undefined).join(' ');
  return text === '' ? '' : `${printable(text)}  `;
}

function pieceLines(use: ImageUse, placeIn: PlaceIn, style: Style): readonly string[] {
  return (use.pieces ?? []).map(({ role, value, file = use.file, span, key }: Piece) => {
    const at = placeIn(file, span.start);
    const place = at === undefined ? file : `${file}:${at}`;
    const set = key === undefined ? '' : `  key ${printable(key)}`;
    return `    ${role.padEnd(10)} ${clipped(printable(value), 120)}  ${style.cyan(printable(place))}${set}`;
  });
}

function cacheWords({ decision }: AuditedUse): string {
  switch (decision.status) {
    case 'covered':
      return `the rule ${decision.rule.name} covers it: ${formatReference(decision.cached)}`;
    case 'uncovered':
      return decision.proposed === undefined
        ? 'no cache rule covers it'
        : `no cache rule covers it; ${decision.proposed.name} (${decision.proposed.source} -> ${decision.proposed.target}) would`;
    case 'cached':
      return `it is the cache's copy of ${formatReference(decision.upstream)}, by the rule ${decision.rule.name}`;
    case 'own':
      return 'it comes from a registry of your own';
    case 'dangling':
    case 'unsupported':
      return printable(decision.reason);
    case 'exempt':
      return `exempt: ${printable(decision.reason)}`;
  }
}
