import type { YamlScalar } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { Confidence, FoundImage, ObjectIdentity, Purpose } from '../image-use.ts';
import type { YamlText } from '../yaml-text.ts';
import type { AliasBudget } from './alias-budget.ts';
import type { KubernetesObject } from './objects.ts';
import { type Place, pathText } from './place.ts';

/** What a rule says of an image it found; the object and the path are added here. */
export type Sighting = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'inheritsTag'> & {
  readonly confidence: Confidence;
  readonly purpose?: Purpose;
};

/** Takes what the rules find in one object. */
export type Report = (place: Place, sighting: Sighting) => void;

/** The text that a tree was read from. */
export interface ReadText {
  /** Absent where the tree was put together from nodes. */
  readonly source: SourceText | undefined;
  /** How many texts this one stands within. */
  readonly depth: number;
  /** Texts within it that have been read: aliases could name one any number of times. */
  readonly read: Set<YamlScalar>;
}

/** Reads what an object says of charts and their values. */
export interface ChartReader {
  readonly read: (object: KubernetesObject) => void;
  /** Whether values in a text are read, too. */
  readonly readsTexts: boolean;
}

/** What the rules read one object with. */
export interface ObjectReader {
  readonly report: Report;
  readonly budget: AliasBudget;
  readonly text: ReadText;
  /** Absent within a text, where nothing installs charts. */
  readonly charts?: ChartReader;
  /** Reads what stands in the text of a field: a document, a script, properties. */
  readonly readWithin: (text: YamlText, place: Place, reader: ObjectReader) => void;
}

export function reportTo(into: FoundImage[], object: ObjectIdentity): Report {
  return (place, sighting) => {
    into.push({ purpose: 'pull', ...sighting, path: pathText(place), object, reach: 'default' });
  };
}
