import { liesIn, statusAt, type WalkOptions } from '../../host/index.ts';

type Bounds = Pick<WalkOptions, 'root' | 'starts'>;

/** Whether the walk began at a directory that a path (absolute) lies in. Asked for each chart: a tree may be given as many starts. */
export function isWithin(absolute: string, { root, starts }: Bounds): boolean {
  return (starts ?? [{ absolute: root }]).some(
    (start) => liesIn(absolute, start.absolute) && statusAt(start.absolute)?.isDirectory() === true,
  );
}

/**
 * Whether a folder (absolute) holds a chart that what lies in its `charts/` can be part of. In the root it is looked for wherever the walk
 * began; outside, what nobody asked to be read says nothing.
 */
export function isChartAbove(folder: string, bounds: Bounds): boolean {
  if (statusAt(`${folder}/Chart.yaml`) === undefined) return false;
  return liesIn(folder, bounds.root) || (!liesIn(bounds.root, folder) && isWithin(folder, bounds));
}
