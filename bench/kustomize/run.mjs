// `npm run bench:kustomize`: kustomize builds 1,000 Deployments with 100 different images: as they are, with an `images:` block of
// 100 entries, with the plugin in its two forms; and the plugin alone, on what kustomize gives it, beside the start of Node. All
// in one run, interleaved. Medians of wall time and of processor time, children included. `npm run build` first.
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kubectl } from '../../scripts/clients/kubectl-layer.mjs';
import { kustomize } from '../../scripts/clients/kustomize.mjs';
import { measure, table } from './measure.mjs';
import { makeTrees, recordedInput } from './trees.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    objects: { type: 'string', default: '1000' },
    images: { type: 'string', default: '1,3,10,30,100' },
  },
});
const objects = Number(values.objects);
const counts = values.images.split(',').map(Number);
const most = Math.max(...counts);
const folder = resolve('.cache/bench/kustomize');
mkdirSync(folder, { recursive: true });

const kustomizeProgram = process.env.PULLTHROUGH_KUSTOMIZE || kustomize();
const kubectlProgram = process.env.PULLTHROUGH_KUBECTL || kubectl();
const trees = makeTrees(folder, objects, counts);
const env = { ...process.env, KUSTOMIZE_PLUGIN_HOME: trees.home };
const enabled = ['--enable-alpha-plugins'];
const build = (...args) => [kustomizeProgram, ['build', ...args]];
const kubectlBuild = (...args) => [kubectlProgram, ['kustomize', ...args]];
const input = recordedInput(kustomizeProgram, trees, most);

const cases = [
  ['node -e 0', [process.execPath, ['-e', '0']]],
  ['the plugin alone', [trees.program, [input.config]], readFileSync(input.stream)],
  [`kustomize, no images`, build(trees.none(most))],
  ...counts.map((count) => [`kustomize, images: of ${count}`, build(trees.block(count))]),
  ...counts.map((count) => [
    `kustomize, plugin (legacy), ${count} images`,
    build(...enabled, trees.legacy(count)),
  ]),
  [`kustomize, plugin (KRM), ${most} images`, build(...enabled, '--enable-exec', trees.function(most))],
  ['kubectl, no images', kubectlBuild(trees.none(most))],
  [`kubectl, images: of ${most}`, kubectlBuild(trees.block(most))],
  [`kubectl, plugin (legacy), ${most} images`, kubectlBuild(...enabled, trees.legacy(most))],
];

process.stdout.write(
  table(
    measure(
      cases.map(([name, [program, args], stdin]) => ({ name, program, args, stdin })),
      { rounds: Number(values.rounds), cwd: join(folder), env },
    ),
  ),
);
