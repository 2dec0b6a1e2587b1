import type { Confidence, FoundImage, ObjectIdentity, Purpose } from '../image-use.ts';
import type { AliasBudget } from './alias-budget.ts';
import { type Place, pathText } from './place.ts';

/** What a rule says of an image it found; the object and the path are added here. */
export type Sighting = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> & {
  readonly confidence: Confidence;
  readonly purpose?: Purpose;
};

/** Takes what the rules find in one object. */
export type Report = (place: Place, sighting: Sighting) => void;

/** What the rules read one object with. */
export interface ObjectReader {
  readonly report: Report;
  readonly budget: AliasBudget;
}

export function objectReader(object: ObjectIdentity, budget: AliasBudget, into: FoundImage[]): ObjectReader {
  const report: Report = (place, sighting) => {
    into.push({ purpose: 'pull', ...sighting, path: pathText(place), object, reach: 'default' });
  };
  return { report, budget };
}
