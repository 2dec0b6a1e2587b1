import { conditionUnder } from '../../helm/reach/condition.ts';
import type { Exploration, Rendering } from '../../helm/reach/explore.ts';
import { always, and, type Formula } from '../../helm/reach/formula.ts';
import { keysOf } from '../../helm/reach/targets.ts';
import { keyText, type ValueKey } from '../../helm/values/value-key.ts';
import type { SeenImage, SeenRendering } from './look-into.ts';

/** An image in a rendered manifest, with all that it is made of. */
export interface RenderedImage extends Omit<SeenImage, 'decisions'> {
  readonly rendering: Rendering;
  readonly condition: Formula;
}

/** A place where something stands that only the user has. */
export interface OpenPlace {
  readonly key: ValueKey;
  readonly rendering: Rendering;
  readonly condition: Formula;
}

export interface RenderedImages {
  readonly images: readonly RenderedImage[];
  readonly open: readonly OpenPlace[];
  /** The file that renders to more images than are read. */
  readonly cutIn?: string;
}

/** What a rendering shows, with the conditions under which it shows it. */
export function imagesIn(rendering: SeenRendering, exploration: Exploration): RenderedImages {
  const { file, assignment, isCut } = rendering;
  const around = chartCondition(rendering, exploration);
  const under = (decisions: readonly Formula[]): Formula =>
    conditionUnder(decisions, around, exploration.lookUp, assignment);
  const open = rendering.open.map(({ key, decisions }) => ({
    ...{ key, rendering },
    condition: withoutKey(under(decisions), key),
  }));
  const images = rendering.images.map(({ decisions, ...image }) => ({
    ...image,
    rendering,
    condition: under(decisions),
  }));
  return isCut ? { images, open, cutIn: file.file.file } : { images, open };
}

function chartCondition({ file }: Rendering, { subcharts }: Exploration): Formula {
  return subcharts.find(({ path }) => path === file.chartPath)?.condition ?? always;
}

/** That it has a value at all goes without saying where the value is asked for. */
function withoutKey(condition: Formula, key: ValueKey): Formula {
  const parts = condition.kind === 'and' ? condition.of : [condition];
  return and(parts.filter((part) => !keysOf(part).has(keyText(key))));
}
