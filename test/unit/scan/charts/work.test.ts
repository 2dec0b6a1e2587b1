import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Scan, scan } from '../../../../src/scan/index.ts';
import { imageName } from '../../../../src/sources/image-name.ts';

const work = vi.hoisted(() => ({ analysed: [] as string[], read: [] as string[], parsed: [] as string[] }));

vi.mock('../../../../src/sources/helm/analyse.ts', async (load) => {
  const real = await load<typeof import('../../../../src/sources/helm/analyse.ts')>();
  const analyseChart: typeof real.analyseChart = (loaded, options) => {
    work.analysed.push(loaded.chart.metadata.name);
    return real.analyseChart(loaded, options);
  };
  return { ...real, analyseChart };
});

vi.mock('../../../../src/formats/yaml/parse.ts', async (load) => {
  const real = await load<typeof import('../../../../src/formats/yaml/parse.ts')>();
  const parseYaml: typeof real.parseYaml = (source) => {
    work.parsed.push(source.text);
    return real.parseYaml(source);
  };
  return { ...real, parseYaml };
});

vi.mock('../../../../src/host/read.ts', async (load) => {
  const real = await load<typeof import('../../../../src/host/read.ts')>();
  const readContent: typeof real.readContent = (path, ...more) => {
    work.read.push(path);
    return real.readContent(path, ...more);
  };
  return { ...real, readContent };
});

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'pullthrough-'));
  for (const list of Object.values(work)) list.length = 0;
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

const pod = `apiVersion: v1
kind: Pod
spec: { containers: [{ name: x, image: "{{ .Values.image }}" }] }
`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  versions:
    - schema:
        openAPIV3Schema:
          description: the image of {{ .Chart.Name }}
`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
}

function chart(folder: string, name: string, dependencies = ''): void {
  write({
    [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${dependencies}`,
    [`${folder}/values.yaml`]: `image: ghcr.io/acme/${name}:1\n`,
    [`${folder}/templates/pod.yaml`]: pod,
    [`${folder}/templates/crd.yaml`]: definition,
  });
}

async function scanned(root: string, starts: readonly string[]): Promise<Scan['report']> {
  const found = await scan({
    root: join(base, root),
    starts: starts.map((start) => ({ absolute: join(base, start), named: true })),
    maxBytes: 10_000,
    buildArgs: {},
    charts: { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] },
  });
  if (!found.ok) throw new Error(found.error);
  return found.value.report;
}

const optional = 'dependencies:\n  - { name: redis, version: 1.x, condition: redis.enabled }\n';

/** Two charts side by side, each with a subchart that it switches on, and one within that. */
function twoCharts(): void {
  for (const name of ['app', 'web']) {
    chart(name, name, optional);
    write({ [`${name}/values.yaml`]: `image: ghcr.io/acme/${name}:1\nredis: { enabled: false }\n` });
    chart(`${name}/charts/redis`, 'redis', 'dependencies:\n  - { name: metrics, version: 1.x }\n');
    chart(`${name}/charts/redis/charts/metrics`, 'metrics');
  }
}

/** Without the folder that its paths are relative to. */
function uses({ uses }: Scan['report'], above: string): readonly string[] {
  return uses.map((use) => {
    const when = use.when === undefined ? '' : ` if ${use.when}`;
    return `${use.file.replace(above, '')}:${use.line} ${imageName(use)}${when}`;
  });
}

test('a chart is analysed once, with its subcharts, and each of its files is read once', async () => {
  twoCharts();
  await scanned('', ['']);
  expect(work.analysed.toSorted()).toEqual(['app', 'web']);
  expect(work.read.length).toBeGreaterThan(24);
  expect(new Set(work.read).size).toBe(work.read.length);
});

test('so it is outside of the root, and what is said of it is the same', async () => {
  twoCharts();
  const inside = uses(await scanned('', ['app', 'web']), '');
  work.analysed.length = 0;
  const outside = await scanned('app', ['app', 'web']);
  expect(work.analysed.toSorted()).toEqual(['app', 'web']);
  const within = (path: string): string => (path.startsWith('../') ? path.slice(3) : `app/${path}`);
  expect(uses(outside, '').map(within).sort()).toEqual([...inside].sort());
  expect(inside).toContain('web/charts/redis/values.yaml:1 ghcr.io/acme/redis:1 if redis.enabled');
});

test('a subchart outside of the root whose chart nobody asked for is a chart of its own', async () => {
  twoCharts();
  const report = await scanned('app', ['app', 'web/charts/redis']);
  expect(work.analysed.toSorted()).toEqual(['app', 'redis']);
  expect(uses(report, '')).toContain('../web/charts/redis/values.yaml:1 ghcr.io/acme/redis:1');
});

test('schemas of definitions are not parsed in what a chart renders', async () => {
  chart('app', 'app');
  await scanned('', ['']);
  expect(work.parsed.filter((text) => text.includes('image: "ghcr.io/acme/app:1"'))).toHaveLength(1);
  expect(work.parsed.filter((text) => text.includes('the image of app'))).toEqual([]);
});
