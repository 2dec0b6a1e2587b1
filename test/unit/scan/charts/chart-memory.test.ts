import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EditedContent } from '../../../../src/host/index.ts';
import { type ChartMemory, chartMemories, type Scan, scan } from '../../../../src/scan/index.ts';

let root: string;
const chart = (name: string, more = ''): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, image: "${image}" }] }\n`;
const files: Readonly<Record<string, string>> = {
  'one/Chart.yaml': chart('one'),
  'one/values.yaml': 'image: nginx:1\n',
  'one/templates/pod.yaml': pod('{{ .Values.image }}'),
  'two/Chart.yaml': chart(
    'two',
    'dependencies: [{ name: lib, version: 1.0.0, repository: file://../lib }]\n',
  ),
  'two/values.yaml': 'image: redis:1\n',
  'two/templates/pod.yaml': pod('{{ .Values.image }}'),
  'lib/Chart.yaml': chart('lib'),
  'lib/values.yaml': 'image: busybox:1\n',
  'lib/templates/pod.yaml': pod('{{ .Values.image }}'),
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A scan with other contents of some files; `read` are the charts' files that it was given. */
async function scanned(
  contents: ReadonlyMap<string, string>,
  chartMemory?: ChartMemory,
): Promise<{ readonly found: Scan; readonly read: readonly string[] }> {
  const read = new Set<string>();
  const edited: EditedContent = (path, content) => {
    const file = path.slice(root.length + 1);
    read.add(file);
    const text = contents.get(file);
    return text === undefined ? content : Buffer.from(text);
  };
  const result = await scan({
    root,
    maxBytes: 1_000_000,
    buildArgs: {},
    charts: { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] },
    edited,
    ...(chartMemory && { chartMemory }),
  });
  if (!result.ok) throw new Error(result.error);
  return { found: result.value, read: [...read].sort() };
}

describe('a chart is read again when one of its texts is another one', () => {
  const none = new Map<string, string>();
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['nothing is edited', {}, ''],
    ['its own values', { 'one/values.yaml': 'image: nginx:2\n' }, 'one'],
    ['values of what it depends on, elsewhere', { 'lib/values.yaml': 'image: busybox:2\n' }, 'lib two'],
    ['a template', { 'two/templates/pod.yaml': pod('mirror/{{ .Values.image }}') }, 'two'],
  ];
  test.each(cases)('%s', async (_, edits, again) => {
    const memories = chartMemories();
    await scanned(none, memories(none));
    const contents = new Map(Object.entries(edits));
    const { found, read } = await scanned(contents, memories(contents));
    expect(found).toEqual((await scanned(contents)).found);
    const values = read.filter((file) => file.endsWith('/values.yaml')).map(dirname);
    expect(values.filter((folder) => again.split(' ').includes(folder)).join(' ')).toBe(again);
    if (!again.includes('one')) expect(values).not.toContain('one');
    if (!again.includes('two')) expect(values).not.toContain('two');
  });

  test('with other edits than before, and with those before', async () => {
    const memories = chartMemories();
    await scanned(none, memories(none));
    for (const tag of ['2', '3', '3', '1']) {
      const contents = new Map([['one/values.yaml', `image: nginx:${tag}\n`]]);
      const { found } = await scanned(contents, memories(contents));
      expect(found.report.uses.map(({ value }) => value)).toContain(`nginx:${tag}`);
      expect(found).toEqual((await scanned(contents)).found);
    }
    const { read } = await scanned(none, memories(none));
    expect(read.filter((file) => file.endsWith('values.yaml'))).toEqual([]);
  });
});
