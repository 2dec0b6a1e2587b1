import type { ChartOverlay } from '../../scan/index.ts';
import type { ImageDecider } from './decide-images.ts';

/** Of a long list the first few; the file of values has all. */
const mostNamed = 5;

/** Says what the values do not do. */
export function explainOverlay(
  { plan, placeOf, missing, skipped }: ChartOverlay,
  { leftText, remedies }: Pick<typeof import('../../scan/helm-charts.ts'), 'leftText' | 'remedies'>,
  warn: (message: string) => void,
): void {
  for (const { file, line, reason } of skipped)
    warn(`${line === undefined ? file : `${file}:${line}`} was not read, or not whole: ${reason}`);
  for (const { reason } of missing) warn(reason);
  for (const code of new Set(plan.left.map((each) => each.code))) {
    const images = plan.left.filter((each) => each.code === code);
    const named = images.slice(0, mostNamed).map(({ image }) => leftText(image, placeOf));
    const more = images.length > mostNamed ? `, and ${images.length - mostNamed} more` : '';
    const count = images.length === 1 ? '1 image is' : `${images.length} images are`;
    warn(`${count} not redirected; ${remedies[code]}: ${named.join(', ')}${more}`);
  }
}

/** Names the rules that have to be created for what values redirect. */
export function explainRules(
  overlays: readonly ChartOverlay[],
  { isMissing }: ImageDecider,
  warn: (message: string) => void,
): void {
  const rules = overlays.flatMap(({ plan }) => plan.redirected.map(({ rule }) => rule));
  const missing = [...new Set(rules.filter(isMissing).map(({ name }) => name))].sort();
  if (missing.length > 0)
    warn(
      `create these cache rules before deploying (\`pullthrough rules\` prints the script), or use --existing-rules: ${missing.join(', ')}`,
    );
}
