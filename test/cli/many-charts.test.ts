import { expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

/** Enough for a second thread. One cannot be read, one fails to render, one has an image under a condition alone. */
const count = 16;

const broken: Readonly<Record<string, string>> = {
  c3: '{{ if }}',
  c7: '{{ fail "no" }}',
  c12: `{{ if .Values.on }}\n${pod('quay.io/acme/more:1')}{{ end }}`,
};

function pod(image: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { containers: [{ name: x, image: "${image}" }] }
`;
}

function chart(name: string): Readonly<Record<string, string>> {
  return {
    [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    [`${name}/values.yaml`]: `image: ghcr.io/acme/${name}:1 # pullthrough-ignore\non: false\n`,
    [`${name}/templates/pod.yaml`]: pod('{{ .Values.image }}'),
    [`${name}/templates/more.yaml`]: broken[name] ?? '',
  };
}

const names = Array.from({ length: count }, (_, index) => `c${index}`);

interface Report {
  readonly uses: readonly { readonly file: string }[];
  readonly unresolved: readonly unknown[];
  readonly skipped: readonly unknown[];
}

function scan(root: string, paths: readonly string[]): Report {
  const { stdout, stderr, code } = pullthrough(['scan', '-o', 'json', '--helm-set', 'x=1', ...paths], root);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Report;
}

test('a scan of many charts says what scans of fewer say', () => {
  const root = repository(Object.assign({}, ...names.map(chart)));
  const all = scan(root, []);
  const halves = [names.slice(0, count / 2), names.slice(count / 2)].map((half) => scan(root, half));
  expect(all.uses).toHaveLength(count + 1);
  for (const list of ['uses', 'unresolved', 'skipped'] as const) {
    const texts = (found: readonly unknown[]): readonly string[] =>
      found.map((each) => JSON.stringify(each)).sort();
    expect(texts(all[list])).toEqual(texts(halves.flatMap((half) => half[list])));
  }
});
