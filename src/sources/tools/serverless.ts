import {
  entriesAt,
  fieldAt,
  type Language,
  type Reading,
  reportImage,
  type Spot,
  textAt,
} from '../ci/index.ts';

/** The variables of Serverless have their values when it runs. */
const plain: Language = { find: () => [], lookUp: () => [] };

/** Texts in the place of an image: in `ecr.images` its address, in a function that or the key of one of those. */
export function readServerless(root: Spot, reading: Reading): void {
  const images = entriesAt(fieldAt(root, 'provider', 'ecr', 'images'));
  const keys = new Set(images.map(({ key }) => key));
  for (const { value } of images) if (textAt(value) !== undefined) reportImage(reading, value, plain);
  for (const { value } of entriesAt(fieldAt(root, 'functions'))) {
    for (const image of [fieldAt(value, 'image'), fieldAt(value, 'image', 'uri')]) {
      const text = textAt(image);
      if (text !== undefined && !keys.has(text)) reportImage(reading, image, plain);
    }
  }
}
