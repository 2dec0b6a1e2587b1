import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../../src/sources/kubernetes/catalogue.ts';
import { curatedFields } from '../../../../src/sources/kubernetes/catalogue-overlay.ts';
import { crdImageFields } from '../../../../src/sources/kubernetes/crd-catalogue.generated.ts';

const PATH = /^(?:\*\*\.)?[\w*]+(?:\[\])*(?:\.[\w*]+(?:\[\])*)*$/;

describe('the generated catalogue', () => {
  test('names kinds in lower case and paths that can be walked', () => {
    const entries = Object.entries(crdImageFields);
    expect(entries.length).toBeGreaterThan(150);
    for (const [id, paths] of entries) {
      expect(id).toMatch(/^[a-z0-9.-]+\/[a-z0-9]+$/);
      for (const path of paths.split(' ')) expect(path).toMatch(PATH);
    }
  });

  test('has no field that holds only a part of a reference or a picture', () => {
    const leaves = Object.values(crdImageFields).flatMap((paths) =>
      paths.split(' ').map((path) => path.split('.').at(-1)),
    );
    const partial = leaves.filter((leaf) =>
      /tag|version|registry|repository|digest|family|url|stream$/i.test(leaf ?? ''),
    );
    expect(partial).toEqual([]);
  });
});

test('curated keys are groups with a kind or a star, and their paths can be walked', () => {
  for (const [id, fields] of Object.entries(curatedFields)) {
    expect(id).toMatch(/^[a-z0-9.-]*\/(?:[a-z0-9]+|\*)$/);
    for (const path of Object.keys(fields)) expect(path).toMatch(PATH);
  }
});

test('what is curated wins over what is generated', () => {
  const { anchored } = catalogueOf('kafka.strimzi.io', 'KafkaConnect');
  const output = ['spec', 'build', 'output', 'image'].reduce<typeof anchored | undefined>(
    (trie, key) => trie?.children.get(key),
    anchored,
  );
  expect(output?.rule?.purpose).toBe('push');
  expect(anchored.children.get('spec')?.children.get('image')?.rule?.purpose).toBe('pull');
});
