import type { Parsed } from './analyse-unit.ts';
import type { AskedFindings } from './unit-findings.ts';
import type { ChartUnit } from './units.ts';

/** What charts held when they were read before, for a scan with other edits. */
export interface ChartMemory {
  /** Undefined where the chart has not been read with the texts that it has now. */
  readonly recall: (unit: ChartUnit) => AskedFindings | undefined;
  readonly keep: (unit: ChartUnit, findings: AskedFindings) => void;
  /** What is parsed once for all scans; `make` makes it when it is asked for first. */
  readonly parsed: (make: () => () => Parsed) => () => Parsed;
}

/**
 * A memory for scans of the same options, one after the other, each with its own edits by file (its path from the root). What a
 * chart holds is made of its files and of those that it depends on; as long as none of them is another one, it is not read again.
 */
export function chartMemories(): (edits: ReadonlyMap<string, unknown>) => ChartMemory {
  const known = new Map<string, { readonly edits: string; readonly findings: AskedFindings }[]>();
  let parsed: (() => Parsed) | undefined;
  return (made) => {
    const editsOf = (files: readonly string[]): string =>
      JSON.stringify(files.flatMap((file) => (made.has(file) ? [[file, made.get(file)]] : [])));
    return {
      recall: ({ path }) =>
        known.get(path)?.find(({ edits, findings: { texts } }) => texts && editsOf(texts) === edits)
          ?.findings,
      keep: ({ path }, findings) => {
        if (findings.texts === undefined) return;
        const before = known.get(path) ?? [];
        // Few of all edits that are tried are tried again: the chart as it stands, and as it was tried last.
        known.set(path, [...before.slice(0, 1), { edits: editsOf(findings.texts), findings }]);
      },
      parsed: (make) => {
        parsed ??= make();
        return parsed;
      },
    };
  };
}
