import type { Language } from './choices.ts';
import { type Reading, reportImage } from './report.ts';
import { entriesAt, fieldAt, itemsAt, type Spot } from './spot.ts';

const LISTS = /^(?:containers|initContainers|ephemeralContainers|sidecars)$/;

/** The images of pod specs, wherever they stand below. */
export function readContainers(
  spot: Spot,
  language: Language,
  reading: Reading,
  when: string | undefined,
): void {
  for (const { key, value } of entriesAt(spot)) {
    if (LISTS.test(key)) {
      for (const container of itemsAt(value))
        reportImage(reading, fieldAt(container, 'image'), language, { when });
    } else if (key === 'volumes') {
      for (const volume of itemsAt(value))
        reportImage(reading, fieldAt(volume, 'image', 'reference'), language, { when });
    } else if (value.node.kind === 'map') readContainers(value, language, reading, when);
  }
}
