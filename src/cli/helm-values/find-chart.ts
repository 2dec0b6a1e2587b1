import { dirname, relative, resolve } from 'node:path';
import { statusAt } from '../../host/index.ts';
import { CommandError } from '../exit.ts';

export interface ChartPlace {
  /** `tree`: a file or folder that may have charts installed, or a folder with charts. */
  readonly kind: 'chart' | 'tree';
  readonly absolute: string;
  /** What links may not lead out of: the repository, or the folder that the chart lies in where that is elsewhere. */
  readonly root: string;
}

/** What the command line names. What is not at hand ends the command, with what to run. */
export function findChart(named: string, root: string, cwd: string): ChartPlace {
  if (/^(?:oci|https?):\/\//.test(named))
    throw new CommandError(
      `${named} is not at hand: a chart is read from a folder or a .tgz`,
      `Run \`helm pull ${named}\`, with --version, and name the .tgz.`,
    );
  const absolute = resolve(cwd, named);
  const status = statusAt(absolute);
  if (status === undefined)
    throw new CommandError(
      `${named}: there is no such folder or file`,
      /^[\w.-]+\/[\w.-]+$/.test(named)
        ? `A chart of a repository is read once it is at hand: run \`helm pull ${named}\` and name the .tgz.`
        : undefined,
    );
  const isChart = status.isDirectory()
    ? statusAt(`${absolute}/Chart.yaml`) !== undefined
    : named.endsWith('.tgz');
  const isInside = !relative(root, absolute).startsWith('..');
  return { kind: isChart ? 'chart' : 'tree', absolute, root: isInside ? root : dirname(absolute) };
}

/** For a file or folder in which there is nothing to do. */
export function nothingFound(named: string, absolute: string): CommandError {
  if (statusAt(absolute)?.isDirectory() === true)
    return new CommandError(
      `${named} is no chart: it has no Chart.yaml, and no file in it has a chart installed`,
    );
  return new CommandError(
    `${named} is no chart, and has none installed`,
    'Name a folder with a Chart.yaml, a .tgz, or a file with a HelmRelease, an Application or the like.',
  );
}
