import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReference } from '../../../src/image/index.ts';
import {
  type Answers,
  answeredTags,
  formatLock,
  type Lock,
  type LockedImage,
  mergeLock,
  outcomesOf,
  type PinMode,
  type PinSubject,
  parseLock,
  questionsOf,
  subjectsOf,
  wantedReference,
} from '../../../src/pin/index.ts';
import { err, ok } from '../../../src/result.ts';
import { digest, graphOf, imagesOf, pod, team } from './support.ts';

const mediaType = 'application/vnd.oci.image.index.v1+json';
const A = digest('a');
const B = digest('b');
const C = digest('c');

function subjects(...images: readonly string[]): readonly PinSubject[] {
  const { uses } = imagesOf({ 'pod.yaml': pod(...images) });
  return subjectsOf(uses, { registry: team, policy: {}, graph: graphOf({}), asked: 'upstream', own: false })
    .subjects;
}

function lockOf(digests: Readonly<Record<string, string>>): Lock {
  return new Map(
    Object.entries(digests).map(([tag, digest]): [string, LockedImage] => {
      const repository = 'docker.io/library/nginx';
      return [
        `${repository}:${tag}`,
        { repository, tag, digest, mediaType, resolved: '2027-01-01T00:00:00Z' },
      ];
    }),
  );
}

function answersOf(digests: Readonly<Record<string, string>>): Answers {
  return new Map(
    Object.entries(digests).map(([tag, digest]) => [
      `docker.io/library/nginx:${tag}`,
      ok({ digest, mediaType }),
    ]),
  );
}

const unreachable = { code: 'network', message: 'docker.io: connection refused' } as const;

describe('which tags are asked for', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, PinMode, readonly string[]]>([
    ['a tag without a digest', ['nginx:1'], {}, 'fill', ['1']],
    ['the same tag once', ['nginx:1', 'docker.io/library/nginx:1'], {}, 'fill', ['1']],
    ['not what the lock knows', ['nginx:1', 'nginx:2'], { 1: A }, 'fill', ['2']],
    ['not what is pinned', [`nginx:1@${A}`], {}, 'fill', []],
    ['not what is pinned, although the lock says another', [`nginx:1@${A}`], { 1: B }, 'fill', []],
    ['what the lock says other than all files', ['nginx:1', `nginx:1@${A}`], { 1: B }, 'fill', ['1']],
    [
      'not where a file says what the lock says',
      ['nginx:1', `nginx:1@${A}`, `nginx:1@${B}`],
      { 1: B },
      'fill',
      [],
    ],
    ['all of them to see what has moved', ['nginx:1', `nginx:2@${A}`], { 1: A }, 'check', ['1', '2']],
    ['all of them to update', [`nginx:2@${A}`, 'nginx'], { latest: A }, 'update', ['2', 'latest']],
  ])('%s', (_, images, locked, mode, tags) => {
    const keys = questionsOf(subjects(...images), lockOf(locked), mode).map(({ key }) => key);
    expect(keys).toEqual(tags.map((tag) => `docker.io/library/nginx:${tag}`));
  });
});

describe('what becomes of a use', () => {
  type Digests = Readonly<Record<string, string>>;
  it.each<[string, string, Digests, Digests, PinMode, string]>([
    ['the answer', 'nginx:1', {}, { 1: A }, 'fill', `fill ${A}`],
    ['the answer before the lock', 'nginx:1', { 1: B }, { 1: A }, 'update', `fill ${A}`],
    ['the lock', 'nginx:1', { 1: B }, {}, 'fill', `fill ${B}`],
    ['pinned', `nginx:1@${A}`, {}, {}, 'fill', 'pinned'],
    ['pinned, whatever the lock says', `nginx:1@${A}`, { 1: B }, {}, 'fill', 'pinned'],
    ['still there', `nginx:1@${A}`, {}, { 1: A }, 'check', 'pinned'],
    ['moved', `nginx:1@${A}`, { 1: A }, { 1: B }, 'check', `moved ${B}`],
    ['updated', `nginx:1@${A}`, { 1: A }, { 1: B }, 'update', `moved ${B}`],
    ['the lock is behind', `nginx:1@${A}`, { 1: B }, { 1: A }, 'check', `unlocked ${B}`],
  ])('%s', (_, image, locked, answered, mode, expected) => {
    const [outcome] = outcomesOf(subjects(image), lockOf(locked), mode, answersOf(answered));
    const digest = outcome !== undefined && 'digest' in outcome ? ` ${outcome.digest}` : '';
    expect(`${outcome?.state}${digest}`).toBe(expected);
  });

  it('a use whose registry did not answer', () => {
    const answers: Answers = new Map([['docker.io/library/nginx:1', err(unreachable)]]);
    const states = (mode: PinMode) =>
      outcomesOf(subjects('nginx:1', `nginx:1@${A}`), new Map(), mode, answers).map(({ state }) => state);
    expect(states('fill')).toEqual(['unknown', 'pinned']);
    expect(states('check')).toEqual(['unknown', 'unknown']);
  });

  it.each<[string, string, PinMode, string | undefined]>([
    ['a tag', 'nginx:1', 'fill', `docker.io/library/nginx:1@${B}`],
    [
      'no tag: latest is written, so that it can be asked for again',
      'nginx',
      'fill',
      `docker.io/library/nginx:latest@${B}`,
    ],
    ['a moved tag', `nginx:1@${A}`, 'fill', undefined],
    ['a moved tag to update', `nginx:1@${A}`, 'update', `docker.io/library/nginx:1@${B}`],
    [
      'a cached reference',
      'team.azurecr.io/hub/library/nginx:1',
      'fill',
      `team.azurecr.io/hub/library/nginx:1@${B}`,
    ],
  ])('the reference for %s', (_, image, mode, expected) => {
    const [outcome] = outcomesOf(subjects(image), new Map(), mode, answersOf({ 1: B, latest: B }));
    const wanted = outcome && wantedReference(outcome, mode);
    expect(wanted && formatReference(wanted)).toBe(expected);
  });
});

describe('properties', () => {
  const tag = fc.constantFrom('1', '2', '3', 'latest');
  const someDigest = fc.constantFrom(A, B, C);
  const image = fc
    .tuple(tag, fc.option(someDigest, { nil: undefined }))
    .map(([tag, digest]) => `nginx:${tag}${digest === undefined ? '' : `@${digest}`}`);
  const digests = fc.dictionary(tag, someDigest);
  const registry = fc.record({ 1: someDigest, 2: someDigest, 3: someDigest, latest: someDigest });

  /** One run of the command: what the files name then, and the lock. */
  function run(
    images: readonly string[],
    lock: Lock,
    mode: PinMode,
    says: Readonly<Record<string, string>>,
    at: string,
  ) {
    const found = subjects(...images);
    const asked = questionsOf(found, lock, mode);
    const all = answersOf(says);
    const answers: Answers = new Map(
      asked.flatMap(({ key }) => {
        const answer = all.get(key);
        return answer === undefined ? [] : [[key, answer] as const];
      }),
    );
    const outcomes = outcomesOf(found, lock, mode, answers);
    const written = new Map(
      outcomes.map((outcome) => [outcome.subject.use.path, wantedReference(outcome, mode)]),
    );
    const after = found.map(({ use }) => {
      const wanted = written.get(use.path);
      return wanted === undefined ? use.value : formatReference(wanted);
    });
    const merged = mergeLock(lock, answeredTags(found, answers), () => true, new Date(at));
    return { after, lock: merged, asked: asked.length };
  }

  it('pinning twice asks nothing and changes nothing, not a byte of the lock', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 6 }), digests, registry, (images, locked, says) => {
        const first = run(images, lockOf(locked), 'fill', says, '2027-02-01T00:00:00Z');
        const second = run(
          first.after,
          first.lock,
          'fill',
          { 1: C, 2: C, 3: C, latest: C },
          '2027-03-01T00:00:00Z',
        );
        expect(second.asked).toBe(0);
        expect(second.after).toEqual(first.after);
        expect(formatLock(second.lock)).toBe(formatLock(first.lock));
        expect(first.after.every((written) => written.includes('@'))).toBe(true);
      }),
    );
  });

  it('after an update every use of a tag has the digest that its registry says, and so has the lock', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 6 }), digests, registry, (images, locked, says) => {
        const { after, lock } = run(images, lockOf(locked), 'update', says, '2027-02-01T00:00:00Z');
        for (const written of after) {
          const [, tag = '', digest] = /:([^:@]+)@(.+)$/.exec(written) ?? [];
          expect(digest).toBe(says[tag as keyof typeof says]);
          expect(lock.get(`docker.io/library/nginx:${tag}`)?.digest).toBe(digest);
        }
        const again = run(after, lock, 'update', says, '2027-03-01T00:00:00Z');
        expect(again.after).toEqual(after);
        expect(formatLock(again.lock)).toBe(formatLock(lock));
      }),
    );
  });

  it('a lock that is written is read as it was', () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const locked = fc
      .record({
        repository: fc.tuple(component, component).map(([a, b]) => `${a}.example/${b}/x`),
        tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/),
        digest: someDigest,
        mediaType: fc.constantFrom(mediaType, 'application/json', 'x/"y"\\'),
        platforms: fc.option(fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }), { nil: undefined }),
        resolved: fc
          .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => `${date.toISOString().slice(0, 19)}Z`),
      })
      .map(
        ({ platforms, ...rest }): LockedImage => ({
          ...rest,
          ...(platforms === undefined ? {} : { platforms }),
        }),
      );
    fc.assert(
      fc.property(fc.array(locked, { maxLength: 5 }), (images) => {
        const lock: Lock = new Map(images.map((entry) => [`${entry.repository}:${entry.tag}`, entry]));
        const read = parseLock(formatLock(lock));
        if (!read.ok) throw new Error(read.error.message);
        expect(new Map([...read.value].sort())).toEqual(new Map([...lock].sort()));
        const reversed: Lock = new Map([...lock].reverse());
        expect(formatLock(reversed)).toBe(formatLock(lock));
      }),
    );
  });
});
