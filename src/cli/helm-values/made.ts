import type { ChartOverlay } from '../../scan/index.ts';

/** Values that were made, for one chart or for all that one file has installed. */
export interface Made {
  /** What the user calls it. */
  readonly name: string;
  /** Where it goes below a folder of them. */
  readonly file: string;
  readonly text: string;
  /** Whether there is an image to redirect. */
  readonly redirects: boolean;
}

export function madeOf(name: string, file: string, overlays: readonly ChartOverlay[]): Made {
  // Of one of several that needs nothing there is nothing to write.
  const written =
    overlays.length === 1 ? overlays : overlays.filter(({ plan: { settings } }) => settings.size > 0);
  return {
    name,
    file,
    text: written.map(({ text }) => text).join('---\n'),
    redirects: overlays.some(({ plan: { settings } }) => settings.size > 0),
  };
}
