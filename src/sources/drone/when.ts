import { entriesAt, itemsAt, type Spot, textAt } from '../ci/index.ts';

/** Lists of paths can be as long as anybody likes. */
const LONGEST = 160;

/** The condition of a step on one line: `event: tag, branch: main or release/*`. */
export function whenOf(when: Spot | undefined): string | undefined {
  if (when === undefined) return undefined;
  const text = worded(when);
  if (text === '') return undefined;
  return `when ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}

function worded(spot: Spot): string {
  const text = textAt(spot);
  if (text !== undefined) return text;
  const entries = entriesAt(spot).flatMap(({ key, value }) => {
    const inner = worded(value);
    return inner === '' ? [] : [`${key}: ${inner}`];
  });
  if (entries.length > 0) return entries.join(', ');
  return itemsAt(spot)
    .map(worded)
    .filter((item) => item !== '')
    .join(' or ');
}
