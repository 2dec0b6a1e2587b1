import type { WalkedFile } from '../../host/index.ts';

/** The files of one chart that a walk came to, those of its subcharts among them. */
export interface ChartUnit {
  /** The folder of the outermost chart, relative to the root; of a packed chart the archive. */
  readonly path: string;
  readonly absolute: string;
  readonly kind: 'folder' | 'archive';
  /** Everything in it that the walk came to. */
  readonly files: readonly WalkedFile[];
}

/**
 * The folder of the outermost chart that a chart's folder is part of: what lies in `charts/` is a subchart, and belongs to the
 * chart above; a chart anywhere else within another is one of its own.
 */
export function outermostChart(chart: string, isChart: (folder: string) => boolean): string {
  let outermost = chart;
  for (;;) {
    const parent = parentOf(outermost);
    if (parent === undefined || !isChart(parent)) return outermost;
    outermost = parent;
  }
}

/** The folder that would be the chart above, if it is one. Helm reads nothing that begins with a point or an underscore. */
function parentOf(chart: string): string | undefined {
  const [, parent = '', name] = /^(?:(.*)\/)?charts\/([^/]+)$/.exec(chart) ?? [];
  return name === undefined || /^[._]/.test(name) ? undefined : parent;
}

const ownFiles =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values\.yaml|values\.schema\.json|\.helmignore|templates\/.*|charts\/[^/]+\.tgz)$/;

/** Whether a file is part of what its chart says; all else is read as what it is. */
export function isOwn({ chart, path }: Pick<WalkedFile, 'chart' | 'path'>): boolean {
  return chart !== undefined && isChartFile(chart === '' ? path : path.slice(chart.length + 1));
}

/** The same of a path from the chart's folder on. */
export function isChartFile(path: string): boolean {
  return ownFiles.test(path);
}

/** Collects what a walk comes to by charts. */
export interface UnitCollector {
  /** False for a file that is no part of a chart: it is read as what it is. */
  readonly take: (file: WalkedFile) => boolean;
  readonly units: () => readonly ChartUnit[];
}

/** `isChart` says of a folder that the walk did not come to whether it is one (absolute). */
export function collectUnits(isChart: (absolute: string) => boolean): UnitCollector {
  const files = new Map<string, WalkedFile[]>();
  const roots = new Map<string, { readonly path: string; readonly absolute: string }>();
  const rootOf = (
    chart: string,
    { absolute, path }: WalkedFile,
  ): { readonly path: string; readonly absolute: string } => {
    const known = roots.get(chart);
    if (known !== undefined) return known;
    const own = absolute.slice(0, absolute.length - (path.length - chart.length));
    const absoluteOf = (folder: string): string =>
      own.slice(0, own.length - (chart.length - folder.length)).replace(/(?<=.)[/\\]$/, '');
    const outermost = outermostChart(chart, (folder) => roots.has(folder) || isChart(absoluteOf(folder)));
    const root = { path: outermost, absolute: absoluteOf(outermost) };
    roots.set(chart, root);
    return root;
  };
  return {
    take: (file) => {
      if (file.chart === undefined) return false;
      const { path } = rootOf(file.chart, file);
      const known = files.get(path);
      if (known === undefined) files.set(path, [file]);
      else known.push(file);
      return isOwn(file);
    },
    units: () =>
      [...files].flatMap(([path, members]): ChartUnit[] => {
        const [first] = members;
        if (first === undefined || !members.some(isOwn)) return [];
        return [{ ...rootOf(path, first), kind: 'folder', files: members }];
      }),
  };
}
