import type { ScanReport, SkippedFile } from '../../audit/index.ts';
import { formatReference } from '../../image/index.ts';
import { imageName } from '../../sources/image-name.ts';
import type { ImageUse, ObjectIdentity, UnresolvedUse } from '../../sources/image-use.ts';

/** Of the JSON reports: raised when a key changes its meaning or goes away, not when one is added. */
export const JSON_VERSION = 1;

export function useJson(use: ImageUse): Record<string, unknown> {
  return {
    image: imageName(use),
    raw: use.raw,
    ...placeJson(use),
    reach: use.reach,
    ...(use.inheritsTag === undefined ? {} : { inheritsTag: true }),
    ...(use.openTag === undefined ? {} : { openTag: use.openTag }),
    ...(use.isChart === undefined ? {} : { isChart: true }),
    ...(use.when === undefined ? {} : { when: use.when }),
    ...(use.origin === undefined ? {} : { origin: use.origin }),
    ...(use.hooks === undefined ? {} : { hooks: use.hooks }),
    ...(use.builtBy === undefined ? {} : { builtBy: use.builtBy }),
    ...(use.pieces === undefined
      ? {}
      : {
          pieces: use.pieces.map(({ role, value, file, span, key }) => ({
            role,
            value,
            file: file ?? use.file,
            span: { start: span.start, end: span.end },
            ...(key === undefined ? {} : { key }),
          })),
        }),
  };
}

export function unresolvedJson(use: UnresolvedUse): Record<string, unknown> {
  return {
    raw: use.raw,
    value: use.value,
    ...(use.named === undefined ? {} : { repository: formatReference(use.named.reference) }),
    code: use.code,
    reason: use.reason,
    ...placeJson(use),
    ...(use.when === undefined ? {} : { when: use.when }),
  };
}

export function restJson({ skipped, files }: Pick<ScanReport, 'skipped' | 'files'>): Record<string, unknown> {
  return {
    skipped: skipped.map(({ file, reason, line, column }: SkippedFile) => ({
      file,
      reason,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })),
    files: { seen: files.seen, read: files.read },
  };
}

export function objectJson({ apiVersion, kind, namespace, name }: ObjectIdentity): Record<string, string> {
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function placeJson(use: ImageUse | UnresolvedUse): Record<string, unknown> {
  return {
    file: use.file,
    line: use.line,
    column: use.column,
    endLine: use.endLine,
    endColumn: use.endColumn,
    source: use.source,
    path: use.path,
    ...(use.object === undefined ? {} : { object: objectJson(use.object) }),
    purpose: use.purpose,
    confidence: use.confidence,
  };
}
