import { expect, test } from 'vitest';
import { found } from './extract.ts';

function said(text: string): readonly string[] {
  return found(text).map(({ path, value, unresolved }) =>
    [path, value, ...(unresolved === undefined ? [] : [unresolved.code, unresolved.reason])].join(' | '),
  );
}

const elasticsearch = (spec: string): string =>
  `apiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\nmetadata: {name: logs}\nspec: ${spec}\n`;

test.each<[string, string, readonly string[]]>([
  [
    'a version that an image follows',
    elasticsearch('{version: 8.15.0}'),
    [
      'spec.version | docker.elastic.co/elasticsearch/elasticsearch:8.15.0 | not-visible | ECK chooses the images by the version 8.15.0, docker.elastic.co/elasticsearch/elasticsearch:8.15.0 unless it is configured otherwise',
    ],
  ],
  [
    'an image beside the version',
    elasticsearch('{version: 8.15.0, image: "quay.io/acme/elasticsearch:8.15.0"}'),
    ['spec.image | quay.io/acme/elasticsearch:8.15.0'],
  ],
  [
    'an empty image',
    elasticsearch('{version: 8.15.0, image: ""}'),
    [
      'spec.version | docker.elastic.co/elasticsearch/elasticsearch:8.15.0 | not-visible | ECK chooses the images by the version 8.15.0, docker.elastic.co/elasticsearch/elasticsearch:8.15.0 unless it is configured otherwise',
    ],
  ],
  [
    'neither',
    'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {replicas: 1}\n',
    ['kind |  | not-visible | the Prometheus operator chooses the images'],
  ],
  [
    'a base image of old',
    'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {baseImage: quay.io/prometheus/prometheus, version: v2.50.0}\n',
    ['spec.baseImage | quay.io/prometheus/prometheus:v2.50.0'],
  ],
  [
    'a catalogue of images',
    'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec: {imageCatalogRef: {name: images}}\n',
    [],
  ],
  [
    'another kind of the same name',
    'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nspec: {paused: false}\n',
    [],
  ],
])('%s', (_, text, expected) => {
  expect(said(text)).toEqual(expected);
});
