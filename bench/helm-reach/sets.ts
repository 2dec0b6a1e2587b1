import { type Assignment, noAssignment } from '../../src/helm/reach/assignment.ts';
import type { Value } from '../../src/helm/values/value.ts';
import { keyText } from '../../src/helm/values/value-key.ts';
import type { Render } from './renders.ts';

/** As a manifest's reader trims it. */
export const has = (images: readonly string[], image: string): boolean => images.includes(image);

/** What a rendering has beyond that of the given values, for whoever looks for what went wrong. */
export function without(images: readonly string[], render: Render): string {
  const given = render(noAssignment);
  return `more: ${difference(images, given.ok ? given.value : []).join(' ')}`;
}

/** The images of one list that are not in the other, as often as they are missing there. */
export function difference(images: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return images.filter((image) => {
    const at = left.indexOf(image);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

export function assignmentText({ values, apis }: Assignment): string {
  const set = [...values.values()].map(({ key, value }) => `${keyText(key)}=${valueText(value)}`);
  return [...set, ...[...apis].map((api) => `offers ${api}`)].join(' ');
}

function valueText(value: Value): string {
  return 'value' in value ? JSON.stringify(String(value.value)) : value.kind;
}
