import { spawnSync } from 'node:child_process';

/**
 * The entries of a repository that its ignore files name although they are committed: to git, an ignore file says nothing
 * about what is tracked already, and what is tracked is deployed. Paths relative to the repository; the directories above
 * such a file are among them, with a `/` at the end.
 */
export type Tracked = () => ReadonlySet<string>;

const nothing: ReadonlySet<string> = new Set();

export const noneTracked: Tracked = () => nothing;

/** Asks git when it is first needed, which is once something is ignored. Without git nothing ignored counts as tracked. */
export function trackedIn(repository: string): Tracked {
  let known: ReadonlySet<string> | undefined;
  return () => {
    known ??= withDirectories(ignoredFiles(repository));
    return known;
  };
}

function ignoredFiles(repository: string): readonly string[] {
  // The file system monitor would be a program of the repository's choice.
  const configuration = ['-c', 'core.fsmonitor=false'];
  const command = ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', [...configuration, ...command], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  });
  return status === 0 ? stdout.split('\0').filter((path) => path !== '') : [];
}

function withDirectories(files: readonly string[]): ReadonlySet<string> {
  const entries = new Set(files);
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end !== -1; end = file.lastIndexOf('/', end - 1)) {
      const directory = file.slice(0, end + 1);
      if (entries.has(directory)) break;
      entries.add(directory);
    }
  }
  return entries;
}
