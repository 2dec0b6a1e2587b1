import { helmJson } from './shared/helm.ts';
import { JSON_VERSION, printJson, restJson, unresolvedJson, useJson } from './shared/json.ts';
import { inOrder } from './shared/order.ts';
import type { ScanReporter } from './types.ts';

/** One object for programs; its shape is versioned. */
export const scanJson: ScanReporter = (report) =>
  printJson({
    version: JSON_VERSION,
    uses: inOrder(report.uses).map(useJson),
    unresolved: inOrder(report.unresolved).map(unresolvedJson),
    ...restJson(report),
    ...helmJson(report.helm),
  });
