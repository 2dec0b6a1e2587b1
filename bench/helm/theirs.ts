import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { err, ok } from '../../src/result.ts';
import { nameOf, type Rendering } from './charts.ts';
import type { Document, Rendered } from './ours.ts';

/** The helm that the tests with real programs have brought, else that of PATH. */
export function findHelm(): string | undefined {
  const clients = resolve('.cache/clients');
  const brought = existsSync(clients) ? readdirSync(clients) : [];
  const candidates = [...brought.map((name) => join(clients, name, 'helm/helm')), 'helm'];
  return candidates.find((program) => spawnSync(program, ['version']).status === 0);
}

/** What `helm template` prints, or why it does not. */
export function runHelm(helm: string, { chart, valuesFile }: Rendering): Rendered {
  const args = [
    'template',
    'release-name',
    chart,
    ...(valuesFile === undefined ? [] : ['--values', valuesFile]),
  ];
  const { status, stdout, stderr } = spawnSync(helm, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return status === 0 ? ok(documentsIn(stdout)) : err(messageOf(stderr));
}

/** The same, out of a folder where it is kept. */
export function renderTheirs(helm: string, rendering: Rendering, kept: string | undefined): Rendered {
  if (kept === undefined) return runHelm(helm, rendering);
  const folder = join(kept, nameOf(rendering.chart));
  const printed = join(folder, `${rendering.name}.yaml`);
  const refused = join(folder, `${rendering.name}.err`);
  if (existsSync(printed)) return ok(documentsIn(readFileSync(printed, 'utf8')));
  if (existsSync(refused)) return err(messageOf(readFileSync(refused, 'utf8')));
  const rendered = runHelm(helm, rendering);
  mkdirSync(folder, { recursive: true });
  if (rendered.ok) writeFileSync(printed, rendered.value.map(withSource).join(''));
  else writeFileSync(refused, rendered.error);
  return rendered;
}

const withSource = ({ source, text }: Document): string => `---\n# Source: ${source}\n${text}\n`;

function documentsIn(output: string): readonly Document[] {
  const documents = output.split(/^---\n# Source: (.*)\n/m).slice(1);
  return documents.flatMap((source, i) =>
    i % 2 === 0 ? [{ source, text: (documents[i + 1] ?? '').trim() }] : [],
  );
}

/** Without the warnings before it and the advice behind it. */
function messageOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !line.startsWith('level='));
  return lines
    .join('\n')
    .replace(/\n*Use --debug flag.*$/s, '')
    .trim();
}
