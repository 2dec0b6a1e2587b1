import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClient } from './run-client.ts';

export interface ConformanceTest {
  /** `sha256 blobs/range requests/range 500-` */
  readonly name: string;
  readonly status: string;
  /** What the suite has to say of a test that did not pass. */
  readonly message: string;
}

const root = 'OCI Conformance Test';

/** Runs the OCI conformance suite against a registry; `settings` are its own variables without their `OCI_`. */
export async function runConformance(
  program: string,
  host: string,
  settings: Readonly<Record<string, string>>,
): Promise<readonly ConformanceTest[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pullthrough-conformance-'));
  const given = {
    REGISTRY: host,
    TLS: 'disabled',
    RESULTS_DIR: folder,
    API_TAGS_DELETE: 'false',
    API_MANIFESTS_DELETE: 'false',
    API_BLOBS_DELETE: 'false',
    ...settings,
  };
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`OCI_${name}`, value]));
  try {
    const { stdout, stderr } = await runClient(program, [], { cwd: folder, env });
    const tests = leavesOf(stdout);
    if (tests.length === 0) throw new Error(`the suite did not run: ${stderr}${stdout}`);
    return tests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The tests of the report on standard output. Not of its junit.xml: the suite fails to write that when it was told not to
 * push. A line that others are indented below is a group.
 */
function leavesOf(report: string): readonly ConformanceTest[] {
  const lines = report.split('\n').map((line) => ({
    line,
    match: /^( *)OCI Conformance Test\/?(.*): ([A-Za-z]+)$/.exec(line),
  }));
  const found = lines.flatMap(({ match }, at) => {
    const [, indent = '', name = '', status = ''] = match ?? [];
    return match === null ? [] : [{ at, depth: indent.length, name, status }];
  });
  return found.flatMap(({ at, depth, name, status }, nth) => {
    const next = found[nth + 1];
    if (next !== undefined && next.depth > depth) return [];
    const message = lines.slice(at + 1, next?.at ?? at + 20).filter(({ line }) => line.includes(' - '));
    return [
      { name: name === '' ? root : name, status, message: message.map(({ line }) => line.trim()).join('; ') },
    ];
  });
}

export function countStatuses(tests: readonly ConformanceTest[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of tests) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What was neither passed nor left out because the configuration says so. */
export function failuresOf(tests: readonly ConformanceTest[]): readonly ConformanceTest[] {
  return tests.filter(({ status }) => status !== 'Pass' && status !== 'Disabled');
}
