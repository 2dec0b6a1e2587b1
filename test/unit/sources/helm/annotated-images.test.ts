import { expect, test } from 'vitest';
import { annotatedImages } from '../../../../src/sources/helm/annotated-images.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

const chart = `name: shop
annotations:
  artifacthub.io/images: |
    - name: web
      image: ghcr.io/shop/web:1.2
    - name: worker
      image: "ghcr.io/shop/worker:1.2"
  helm.sh/images: |
    - { name: job, image: ghcr.io/shop/job:3, condition: job.enabled }
    - { name: worker, image: ghcr.io/shop/worker:1.3 }
    - { name: broken, image: "{{ .Values.image }}" }
  images: none
`;

test('what no template prints, each repository once, at its place in the text of the annotation', () => {
  const source = sourceText('Chart.yaml', chart);
  const found = annotatedImages(source, [{ value: 'ghcr.io/shop/web:1.1' }]);
  expect(
    found.map(({ path, span, when, confidence }) => [path, slice(source, span), when, confidence]),
  ).toEqual([
    ['annotations["artifacthub.io/images"]![1].image', 'ghcr.io/shop/worker:1.2', undefined, 'possible'],
    ['annotations["helm.sh/images"]![0].image', 'ghcr.io/shop/job:3', 'job.enabled', 'possible'],
  ]);
});

test.each(['', 'name: a\n', 'annotations: x\n', 'annotations:\n  images: |\n    a: [\n'])(
  'no list in %j',
  (text) => {
    expect(annotatedImages(sourceText('Chart.yaml', text), [])).toEqual([]);
  },
);
