import type { ScanReport } from '../audit/index.ts';
import { imageName } from '../sources/image-name.ts';
import type { ImageUse, ObjectIdentity, UnresolvedUse } from '../sources/image-use.ts';
import { helmLines } from './shared/helm.ts';
import { inOrder } from './shared/order.ts';
import { skippedLines } from './shared/skipped.ts';
import { clipped, counted, groupBy, padded, printable } from './shared/text.ts';
import type { ScanReporter, Style } from './types.ts';

/** For people at a terminal: every image by file, then where they come from. */
export const scanPretty: ScanReporter = (report, { style }) => {
  const lines: string[] = [];
  const entries = inOrder<ImageUse | UnresolvedUse>([...report.uses, ...report.unresolved]);
  for (const [file, uses] of groupBy(entries, ({ file }) => file)) {
    lines.push(style.bold(printable(file)), ...fileLines(uses, style), '');
  }
  lines.push(
    ...skippedLines(report.skipped, style),
    ...registryTable(report, style),
    totals(report),
    ...helmLines(report.helm, style),
  );
  return `${lines.join('\n')}\n`;
};

function fileLines(uses: readonly (ImageUse | UnresolvedUse)[], style: Style): readonly string[] {
  const rows = uses.map((use) => {
    const image = 'reference' in use ? imageName(use) : clipped(printable(use.value), 120);
    return [`${use.line}:${use.column}`, image, describe(use.object), printable(use.path), remarks(use)];
  });
  return padded(rows).map((cells, index) => {
    const use = uses[index];
    const [place = '', image = '', object = '', path = '', remark = ''] = cells;
    const shown = use !== undefined && 'reference' in use ? image : style.yellow(image);
    const line = `  ${style.cyan(place)}  ${shown}  ${object}  ${style.dim(path)}`;
    return remark === '' ? line.trimEnd() : `${line}  ${style.yellow(remark)}`;
  });
}

/** `Deployment shop/web` */
function describe(object: ObjectIdentity | undefined): string {
  if (object === undefined) return '';
  const { kind, namespace, name } = object;
  const full = namespace === undefined || name === undefined ? name : `${namespace}/${name}`;
  return printable([kind, full].filter((word) => word !== undefined).join(' '));
}

/** What is not as usual about a use; empty for a certain pull. */
function remarks(use: ImageUse | UnresolvedUse): string {
  const words = [
    ...('reference' in use ? [] : [use.code === 'invalid' ? `invalid: ${use.reason}` : use.reason]),
    ...(use.purpose === 'pull' ? [] : [use.purpose]),
    ...(use.confidence === 'certain' ? [] : [use.confidence]),
    ...('reference' in use && use.hooks !== undefined ? [hookWords(use.hooks)] : []),
    ...(use.when === undefined ? [] : [`when ${use.when}`]),
  ];
  return printable(words.join(', '));
}

/** `test`, `hook pre-install` */
function hookWords(hooks: readonly string[]): string {
  return hooks.every((hook) => hook.startsWith('test')) ? 'test' : `hook ${hooks.join(' ')}`;
}

function registryTable({ uses }: ScanReport, style: Style): readonly string[] {
  if (uses.length === 0) return [];
  const groups = [...groupBy(uses, ({ reference }) => reference.registry)].map(([registry, members]) => ({
    registry,
    uses: members.length,
    images: new Set(members.map(imageName)).size,
  }));
  groups.sort((left, right) => right.uses - left.uses || (left.registry < right.registry ? -1 : 1));
  const usesWidth = Math.max(4, ...groups.map((group) => String(group.uses).length));
  const imagesWidth = Math.max(6, ...groups.map((group) => String(group.images).length));
  return [
    style.bold(`  ${'uses'.padStart(usesWidth)}  ${'images'.padStart(imagesWidth)}  registry`),
    ...groups.map(
      (group) =>
        `  ${String(group.uses).padStart(usesWidth)}  ${String(group.images).padStart(imagesWidth)}  ${group.registry}`,
    ),
    '',
  ];
}

function totals({ uses, unresolved, files }: ScanReport): string {
  const images = new Set(uses.map(imageName)).size;
  const open = unresolved.length === 0 ? '' : `, ${counted(unresolved.length, 'unresolved place')}`;
  return `${counted(uses.length, 'use')} of ${counted(images, 'image')}${open}; ${counted(files.read, 'file')} read of ${files.seen}.`;
}
