import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A stand-in for az: it keeps the names of what was created in files, answers the look-ups from them, and writes down
 * every call with its arguments, one line each, separated by tabs.
 */
const program = `#!/usr/bin/env bash
set -u
state=$(dirname "$0")/state
option() { local wanted=$1; shift; while (($#)); do [[ $1 == "$wanted" ]] && { printf '%s' "$2"; return; }; shift; done; }
{ printf '%s\\t' "\${@//$'\\n'/␤}"; printf '\\n'; } >>"$state/calls"
name=$(option --name "$@")
fails=$(cat "$state/fails" 2>/dev/null || true)
if [[ -n $fails && " $* " == *" $fails "* ]]; then echo "az: refused" >&2; exit 1; fi
case "$1 $2 \${3:-}" in
  'version --query '*) cat "$state/version" ;;
  'acr cache list') cat "$state/rules" ;;
  'acr cache create') printf '%s\\r\\n' "$name" >>"$state/rules" ;;
  'acr credential-set list') cat "$state/sets" ;;
  'acr credential-set create') printf '%s\\n' "$name" >>"$state/sets" ;;
  'acr credential-set show') printf 'principal-of-%s\\r\\n' "$name" ;;
  'keyvault show '*) printf '/vaults/%s\\n' "$name" ;;
  'role assignment list') grep -c -F -- "$(option --scope "$@")" "$state/grants" || true ;;
  'role assignment create') option --scope "$@" >>"$state/grants"; echo >>"$state/grants" ;;
  *) echo "unexpected: $*" >&2; exit 64 ;;
esac
`;

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Calls of this run that create something, arguments as given. */
  readonly created: readonly (readonly string[])[];
  readonly calls: readonly (readonly string[])[];
}

export interface FakeAz {
  readonly run: (script: string, environment?: Readonly<Record<string, string>>) => Run;
  readonly state: (file: string, content: string) => void;
  readonly folder: string;
  readonly remove: () => void;
}

export function fakeAz(): FakeAz {
  const folder = mkdtempSync(join(tmpdir(), 'pullthrough-az-'));
  const stateFile = (file: string): string => join(folder, 'state', file);
  mkdirSync(join(folder, 'state'));
  writeFileSync(join(folder, 'az'), program);
  chmodSync(join(folder, 'az'), 0o755);
  const state = (file: string, content: string): void => writeFileSync(stateFile(file), content);
  state('version', '2.61.0\n');
  for (const file of ['rules', 'sets', 'grants']) state(file, '');
  return {
    folder,
    state,
    remove: () => rmSync(folder, { recursive: true }),
    run: (script, environment = {}) => {
      state('calls', '');
      const file = join(folder, 'script.sh');
      writeFileSync(file, script);
      execFileSync('bash', ['-n', file]);
      const { status, stdout, stderr } = spawnSync('bash', [file], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: `${folder}:${process.env.PATH ?? ''}`, ...environment },
      });
      const calls = readFileSync(stateFile('calls'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t').slice(0, -1));
      return { status, stdout, stderr, calls, created: calls.filter((call) => call.includes('create')) };
    },
  };
}

/** Whether shellcheck finds nothing in a script; undefined where shellcheck is not installed. */
export function shellcheck(script: string): string | undefined {
  const found = spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' });
  return found.error === undefined ? found.stdout : undefined;
}

export function exists(path: string): boolean {
  return existsSync(path);
}
