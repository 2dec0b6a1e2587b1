import type { Style } from '../types.ts';

const plain = (text: string): string => text;

export const plainStyle: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  green: plain,
  cyan: plain,
};

/** Select Graphic Rendition (ECMA-48): each attribute has a code of its own that ends it, so that they nest. */
function attribute(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

export const ansiStyle: Style = {
  bold: attribute(1, 22),
  dim: attribute(2, 22),
  red: attribute(31, 39),
  yellow: attribute(33, 39),
  green: attribute(32, 39),
  cyan: attribute(36, 39),
};
