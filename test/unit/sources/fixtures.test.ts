import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { helm, helmfile, valuesElsewhere } from '../../../src/sources/helm/index.ts';
import { kubernetes } from '../../../src/sources/kubernetes/index.ts';
import { slice, sourceText } from '../../../src/text/source-text.ts';

/** Object, path, value, judgement; then the text at the span where it is not the value. */
type Expected = readonly [object: string, path: string, value: string, judgement: string, raw?: string];

const kinds = [
  { folder: 'kubernetes', file: 'manifests.yaml', source: kubernetes, chart: undefined },
  { folder: 'releases', file: 'manifests.yaml', source: kubernetes, chart: undefined },
  { folder: 'helmfile', file: 'helmfile.yaml', source: helmfile, chart: undefined },
  { folder: 'values', file: 'values.yaml', source: valuesElsewhere, chart: undefined },
  { folder: 'helm', file: 'values.yaml', source: helm, chart: '.' },
];

describe.each(kinds)('fixtures/$folder', ({ folder, file, source, chart }) => {
  const root = new URL(`../../../fixtures/${folder}/`, import.meta.url);
  test.each(readdirSync(root))('%s', (name) => {
    const text = sourceText(file, readFileSync(new URL(`${name}/${file}`, root), 'utf8'));
    const expected = JSON.parse(readFileSync(new URL(`${name}/expected.json`, root), 'utf8')) as Expected[];
    const extraction = source.extract(text, { buildArgs: {}, ...(chart === undefined ? {} : { chart }) });
    const found = extraction?.found.map((image) => {
      const { object, path, value, confidence, purpose, unresolved, span } = image;
      const owner = object === undefined ? '' : `${object.kind}/${object.name}`;
      const words = [
        confidence,
        ...(purpose === 'pull' ? [] : [purpose]),
        ...(unresolved ? [`unresolved:${unresolved.code}`] : []),
      ];
      return [owner, path, value, words.join(' '), slice(text, span)];
    });
    expect(found).toEqual(
      expected.map(([object, path, value, judgement, raw]) => [object, path, value, judgement, raw ?? value]),
    );
    expect(extraction?.problems).toEqual([]);
  });
});
