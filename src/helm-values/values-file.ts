import type { Chart } from '../helm/chart/types.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
import type { ChartImage } from '../sources/helm/chart-analysis.ts';
import { comment } from './comment.ts';
import { remedies } from './remedies.ts';
import type { LeftCode, LeftImage, OverlayPlan } from './types.ts';
import { atGoal, goalHead, type ValuesGoal } from './values-goal.ts';
import { writeValues } from './write.ts';

export interface ValuesFileOptions {
  readonly chart: Chart;
  readonly loginServer: string;
  /** `templates/deployment.yaml:12`, of an image. */
  readonly placeOf: (image: ChartImage) => string;
  /** Where the values go; absent for a file that helm is given. */
  readonly goal?: ValuesGoal;
}

/** The file of values, with what has to be known of it; the same for the same chart, values and rules. */
export function valuesFile(
  plan: OverlayPlan,
  { chart, loginServer, placeOf, goal }: ValuesFileOptions,
): string {
  const { name, version } = chart.metadata;
  const about = `Values for chart ${name} ${version}`;
  const head = (
    goal === undefined
      ? [
          `${about} that pull its images through ${loginServer}.`,
          'Give them to helm after all other values files. Made by `pullthrough helm-values`: run it again when the chart is another one.',
        ]
      : goalHead(goal, `${about} that pull its images through ${loginServer}`)
  ).flatMap((line) => comment(line));
  const own = writeValues(plan.values, { chart, notesAt: notesOf(plan) });
  const values = goal === undefined ? own : atGoal(own, goal);
  const left = leftLines(plan.left, placeOf);
  const parts = [head.join('\n'), values.trimEnd(), left.join('\n')].filter((part) => part !== '');
  return `${parts.join('\n\n')}\n`;
}

const insecure = 'The chart refuses images from elsewhere without it.';
const wholeList =
  "Helm replaces lists as a whole: this is the chart's, with its images redirected; compare it when the chart is another one.";

/** What is said above a key: what its images hang on, where none of them is pulled in any case. */
function notesOf({ redirected, settings }: OverlayPlan): (key: ValueKey) => readonly string[] {
  const lists = new Map<string, string[]>();
  const whens = new Map<string, Set<string>>();
  for (const [text, { key }] of settings) {
    const images = redirected.filter(({ keys }) => keys.includes(text));
    const isAlways = images.some(({ image }) => image.reach === 'default' || image.when === undefined);
    const list = listAround(key);
    if (list !== undefined) lists.set(list, [wholeList]);
    if (images.length === 0 || isAlways) continue;
    const own = whens.get(list ?? text) ?? new Set();
    for (const { image } of images) own.add(`Only when ${image.when}.`);
    whens.set(list ?? text, own);
  }
  return (key) => {
    const text = keyText(key);
    if (settings.get(text)?.value === true) return [insecure];
    return [...(whens.get(text) ?? []), ...(lists.get(text) ?? [])];
  };
}

/** The outermost list that a key stands in. */
function listAround(key: ValueKey): string | undefined {
  let found: string | undefined;
  for (let at: ValueKey | undefined = key; at?.parent !== undefined; at = at.parent)
    if (typeof at.key === 'number') found = keyText(at.parent);
  return found;
}

function leftLines(left: readonly LeftImage[], placeOf: (image: ChartImage) => string): readonly string[] {
  const byCode = new Map<LeftCode, LeftImage[]>();
  for (const each of left) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  return [...byCode].flatMap(([code, images]) => [
    ...comment(`Not redirected; ${remedies[code]}:`),
    ...images.flatMap(({ image, reason }) => comment(`- ${leftText(image, placeOf)}: ${reason}`)),
  ]);
}

/** `busybox:1 (templates/pod.yaml:7, when init.enabled)`. */
export function leftText(image: ChartImage, placeOf: (image: ChartImage) => string): string {
  const place = placeOf(image);
  const about = [place, image.when === undefined || image.reach === 'default' ? '' : `when ${image.when}`];
  const told = about.filter((part) => part !== '').join(', ');
  return told === '' ? image.value : `${image.value} (${told})`;
}
