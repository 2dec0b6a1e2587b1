import type { Decision } from '../cache/index.ts';
import type { Chart } from '../helm/chart/types.ts';
import type { EngineError } from '../helm/engine/options.ts';
import { overlay } from '../helm/values/overlay.ts';
import { emptyTable, type TableValue } from '../helm/values/value.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
import { err, ok, type Result } from '../result.ts';
import type { ChartOptions } from '../sources/helm/chart-options.ts';
import { type GatheredImage, gatherImages } from '../sources/helm/gather.ts';
import { imagesIn } from '../sources/helm/rendered-images.ts';
import type { DecideAll, SeenImage } from './look.ts';
import { openSubject, type PassResult, pass } from './pass.ts';
import { insecureKey, type Subject, tableOf } from './prove.ts';
import { allValues, type GivenValues } from './render-again.ts';
import { settingText } from './setting.ts';
import type { LeftImage, OverlayPlan, RedirectedImage } from './types.ts';

export interface OverlayInput {
  readonly chart: Chart;
  readonly given: GivenValues;
  readonly options: Omit<ChartOptions, 'values'>;
  readonly decideAll: DecideAll;
}

/** One pass may bring images to light that were not to be seen before; the last one finds that nothing is left to do. */
const mostPasses = 4;

/** The values that send every image of a chart through the cache, as far as that was proven; the error is why Helm would render nothing. */
export function planOverlay(input: OverlayInput): Result<OverlayPlan, EngineError> {
  let given = input.given;
  let over: TableValue = emptyTable;
  const redirected = new Map<string, RedirectedImage>();
  const settings = new Map<string, { readonly key: ValueKey; readonly value: string | true }>();
  for (let number = 0; ; number++) {
    const options = { ...input.options, values: allValues(given) };
    const subject = openSubject({ chart: input.chart, given, options }, input.decideAll);
    if (!subject.ok) return number === 0 ? subject : err(subject.error);
    const result = pass(subject.value);
    const images = gathered(subject.value);
    if (result.settings.size === 0 || number >= mostPasses)
      return ok({
        values: over,
        settings,
        redirected: [...redirected.values()],
        left: leftOf(images, result),
        exploration: subject.value.exploration,
      });
    for (const { gathered: each, seen } of images) {
      const keys = seen === undefined ? undefined : result.granted.get(seen.id);
      if (seen?.decision?.status !== 'covered' || keys === undefined) continue;
      const id = JSON.stringify([each.image.file, each.image.span.start, each.image.value, keys]);
      const { cached, rule } = seen.decision;
      redirected.set(id, { image: each.image, cached, rule, keys });
    }
    const table = tableOf(result.settings.values(), result.isInsecure, subject.value);
    for (const [text, setting] of result.settings)
      settings.set(text, { key: setting.key, value: settingText(setting) });
    if (result.isInsecure) settings.set(keyText(insecureKey), { key: insecureKey, value: true });
    over = overlay(over, table);
    given = { ...given, files: overlay(given.files, table) };
  }
}

interface Seen {
  readonly gathered: GatheredImage;
  readonly seen: SeenImage | undefined;
}

function gathered({ exploration, looks, options }: Subject): readonly Seen[] {
  const bySpan = new Map<unknown, SeenImage>();
  const found = looks.map(({ rendering, images }) => {
    for (const seen of images) bySpan.set(seen.image, seen);
    return { ...imagesIn(rendering, exploration), images: images.map(({ image }) => image) };
  });
  const { images } = gatherImages(found, exploration, options);
  return images.map((each) => ({ gathered: each, seen: bySpan.get(each.first) }));
}

function leftOf(images: readonly Seen[], { granted, refused }: PassResult): readonly LeftImage[] {
  return images.flatMap(({ gathered: { image }, seen }): readonly LeftImage[] => {
    if (seen === undefined || (image.purpose !== 'pull' && image.purpose !== 'build')) return [];
    const { decision, id, fate } = seen;
    if (decision?.status === 'unsupported') return [{ image, code: 'unsupported', reason: decision.reason }];
    if (decision?.status === 'uncovered') return [{ image, ...uncovered(decision) }];
    if (decision?.status !== 'covered' || granted.has(id)) return [];
    if (fate === 'free') return [{ image, code: 'doubtful', reason: 'the text may be no image' }];
    const refusal = refused.get(id);
    return [
      { image, code: refusal?.code ?? 'unproven', reason: refusal?.reason ?? 'nothing was found to do it' },
    ];
  });
}

function uncovered(decision: Extract<Decision, { status: 'uncovered' }>): Pick<LeftImage, 'code' | 'reason'> {
  const rule =
    decision.proposed === undefined ? '' : `; \`pullthrough rules\` proposes ${decision.proposed.name}`;
  return { code: 'uncovered', reason: `no cache rule serves it${rule}` };
}
