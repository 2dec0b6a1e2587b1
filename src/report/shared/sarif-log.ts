import { printJson } from './json.ts';
import { SRCROOT } from './sarif-uri.ts';

export interface SarifRun {
  /** Version of the program. */
  readonly version: string;
  /** reportingDescriptor objects. */
  readonly rules: readonly unknown[];
  /** result objects. */
  readonly results: readonly unknown[];
  /** notification objects: what the results do not say. */
  readonly notifications: readonly unknown[];
}

/**
 * The Static Analysis Results Interchange Format 2.1.0 (OASIS), as GitHub's code scanning and Azure DevOps read it:
 * one run, `results` always present, every result with a location.
 */
export function sarifLog({ version, rules, results, notifications }: SarifRun): string {
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pullthrough', version, rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [SRCROOT]: { description: { text: 'The root of the repository.' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  });
}
