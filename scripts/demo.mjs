// `npm start`: the main job on the sample repository, one command after the other, as a user would type them.
import { spawnSync } from 'node:child_process';

const sample = 'fixtures/shop';
const steps = [
  ['What does the repository pull?', ['scan', sample]],
  ['Which of it is served by the cache?', ['audit', sample]],
  ['Which cache rules are missing?', ['rules', sample]],
  [
    'Send everything that has a rule through the cache, without touching the manifests:',
    ['kustomize', sample, '--diff'],
  ],
];

process.stdout.write(`The sample, ${sample}, is a team's repository: manifests with two overlays, three Dockerfiles, and in its
pullthrough.yaml the registry and the cache rules that exist. Four commands, each as you would type it in your own:
`);

for (const [title, args] of steps) {
  process.stdout.write(`\n# ${title}\n$ pullthrough ${args.join(' ')}\n\n`);
  const { status, error } = spawnSync(process.execPath, ['dist/cli.cjs', ...args], { stdio: 'inherit' });
  if (error !== undefined || status === null || status > 1) {
    process.stderr.write(`\nthe step failed (exit code ${status})\n`);
    process.exit(2);
  }
  process.stdout.write(`\n(exit code ${status}${status === 1 ? ': there is something to do' : ''})\n`);
}

process.stdout.write(`
# And now?
In a repository of your own: npx pullthrough scan; with --registry NAME.azurecr.io also audit, rules and kustomize.
Nothing was changed here. \`pullthrough kustomize ${sample} --write\` would write what the last step shows.
`);
