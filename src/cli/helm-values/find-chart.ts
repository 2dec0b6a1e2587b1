import { dirname, relative, resolve } from 'node:path';
import { statusAt } from '../../host/index.ts';
import { CommandError } from '../exit.ts';

export interface ChartPlace {
  readonly absolute: string;
  /** What links may not lead out of: the repository, or the folder that the chart lies in where that is elsewhere. */
  readonly root: string;
}

/** The chart that the command line names. What is no chart at hand ends the command, with what to run. */
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
  if (status.isDirectory()) {
    if (statusAt(`${absolute}/Chart.yaml`) === undefined)
      throw new CommandError(`${named} is no chart: it has no Chart.yaml`);
  } else if (!named.endsWith('.tgz'))
    throw new CommandError(`${named} is no chart: name a folder with a Chart.yaml, or a .tgz`);
  const isInside = !relative(root, absolute).startsWith('..');
  return { absolute, root: isInside ? root : dirname(absolute) };
}
