import { describe, expect, it } from 'vitest';
import {
  familiarReference,
  formatReference,
  parseReference,
  repositoryName,
  withDefaultTag,
} from '../../../src/image/index.ts';
import { scanRegistry } from '../../../src/image/scan-registry.ts';
import { registries } from './domain-table.ts';
import { familiarNames } from './familiar-table.ts';
import { imageNames, refusedNames } from './kubernetes-table.ts';
import { normalizeTables } from './normalize-table.ts';
import { referenceTables } from './reference-table.ts';
import { regexpTables } from './regexp-table.ts';

const parse = (text: string) => {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
  return parsed.value.reference;
};

describe.each([...normalizeTables, ...referenceTables, ...regexpTables])(
  '$from',
  ({ accepted, rejected }) => {
    for (const [text, registry, repository, tag, digest] of accepted) {
      it(`accepts ${text}`, () => {
        expect(parse(text)).toStrictEqual({
          registry,
          repository,
          ...(tag === undefined ? {} : { tag }),
          ...(digest === undefined ? {} : { digest }),
        });
      });
    }

    it.each(rejected)('refuses %s', (text, code, position) => {
      expect(parseReference(text)).toMatchObject({ ok: false, error: { code, position } });
    });
  },
);

describe('TestParseRepositoryInfo: familiar names', () => {
  it.each(familiarNames)('%s', (familiar, full, ambiguous) => {
    for (const spelling of [familiar, full, ambiguous].filter((text) => text !== '')) {
      expect(familiarReference(parse(spelling))).toBe(familiar);
      expect(formatReference(parse(spelling))).toBe(full);
    }
  });
});

describe('TestDomainRegexp', () => {
  it.each(registries)('%s: %s', (text, matches) => {
    const { stop, complete } = scanRegistry(text, 0, text.length);
    expect(complete && stop === text.length).toBe(matches);
  });
});

describe('TestParseDockerRef: what is pulled', () => {
  const digest = 'sha256:e6693c20186f837fc393390135d8a598a96a833917917789d63766cab6c59582';
  it.each([
    ['busybox', 'docker.io/library/busybox:latest'],
    ['busybox:latest', 'docker.io/library/busybox:latest'],
    [`busybox@${digest}`, `docker.io/library/busybox@${digest}`],
    ['library/busybox', 'docker.io/library/busybox:latest'],
    ['docker.io/busybox', 'docker.io/library/busybox:latest'],
    ['docker.io/library/busybox', 'docker.io/library/busybox:latest'],
    ['docker.io/busybox:latest', 'docker.io/library/busybox:latest'],
    ['library/busybox:latest', 'docker.io/library/busybox:latest'],
    ['docker.io/library/busybox:latest', 'docker.io/library/busybox:latest'],
    ['gcr.io/library/busybox', 'gcr.io/library/busybox:latest'],
    // ParseDockerRef drops the tag beside a digest; a reference keeps what was written.
    [`gcr.io/library/busybox:latest@${digest}`, `gcr.io/library/busybox:latest@${digest}`],
  ])('%s', (text, full) => {
    expect(formatReference(withDefaultTag(parse(text)))).toBe(full);
  });
});

describe('Kubernetes TestParseImageName', () => {
  it.each(imageNames)('%s', (text, name, tag, digest) => {
    const reference = withDefaultTag(parse(text));
    expect([repositoryName(reference), reference.tag, reference.digest]).toEqual([name, tag, digest]);
  });

  it.each(refusedNames)('refuses %s', (text, code) => {
    expect(parseReference(text)).toMatchObject({ ok: false, error: { code } });
  });
});
