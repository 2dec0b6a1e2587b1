import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../src/registry/auth/challenge.ts';
import { ok } from '../../src/result.ts';
import { BlobInterrupted } from '../../src/server/fill/blob-reader.ts';
import { resuming } from '../../src/server/fill/resuming.ts';
import { isDigest } from '../../src/server/http/digest.ts';
import { isRegistryHost, isRepositoryName, isTag } from '../../src/server/http/names.ts';
import { compareNames, cutPage } from '../../src/server/http/page.ts';
import { parseRange } from '../../src/server/http/range.ts';
import { parseRoute } from '../../src/server/http/route.ts';
import { storeLayout } from '../../src/server/store/disk/layout.ts';
import type { UpstreamBlob } from '../../src/server/upstream.ts';

describe('ranges', () => {
  const size = fc.oneof(fc.constantFrom(0, 1, 2), fc.nat(1_000), fc.maxSafeNat());
  const number = fc.oneof(fc.nat(1_100), fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 10n ** 18n }));

  test('of two offsets are what the words say', () => {
    fc.assert(
      fc.property(size, number, number, (bytes, from, to) => {
        const parsed = parseRange(`bytes=${from}-${to}`, bytes);
        const [first, last] = [Number(from), Math.min(Number(to), bytes - 1)];
        if (first >= bytes || last < first) expect(parsed).toBe('unsatisfiable');
        else expect(parsed).toEqual({ start: first, end: last + 1 });
      }),
    );
  });

  test('of a suffix are the last bytes', () => {
    fc.assert(
      fc.property(size, number, (bytes, length) => {
        const parsed = parseRange(`bytes=-${length}`, bytes);
        const taken = Math.min(Number(length), bytes);
        if (taken === 0) expect(parsed).toBe('unsatisfiable');
        else expect(parsed).toEqual({ start: bytes - taken, end: bytes });
      }),
    );
  });

  test('of any text stay within the blob', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(bytes|BYTES|items)=[-0-9, ]{0,20}$/));
    fc.assert(
      fc.property(text, size, (header, bytes) => {
        const parsed = parseRange(header, bytes);
        if (parsed === 'whole' || parsed === 'unsatisfiable') return;
        expect(parsed.start).toBeGreaterThanOrEqual(0);
        expect(parsed.start).toBeLessThan(parsed.end);
        expect(parsed.end).toBeLessThanOrEqual(bytes);
      }),
    );
  });
});

describe('routes', () => {
  const part = fc.constantFrom(
    'a',
    'library',
    'manifests',
    'blobs',
    'uploads',
    'tags',
    'list',
    'referrers',
    '_catalog',
    'v2',
  );
  const name = fc.array(
    part.filter((word) => word !== '_catalog'),
    { minLength: 1, maxLength: 5 },
  );
  const tag = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,20}$/);
  const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

  test('of every name and reference lead to just these, whatever words they are made of', () => {
    fc.assert(
      fc.property(name, tag, hex, (words, reference, digits) => {
        const repository = words.join('/');
        const digest = `sha256:${digits}`;
        expect(parseRoute(`/v2/${repository}/manifests/${reference}`)).toEqual({
          kind: 'manifest',
          name: repository,
          reference,
        });
        expect(parseRoute(`/v2/${repository}/blobs/${digest}`)).toEqual({
          kind: 'blob',
          name: repository,
          digest,
        });
        expect(parseRoute(`/v2/${repository}/referrers/${encodeURIComponent(digest)}`)).toEqual({
          kind: 'referrers',
          name: repository,
          digest,
        });
        expect(parseRoute(`/v2/${repository}/tags/list`)).toEqual({ kind: 'tags', name: repository });
      }),
    );
  });

  test('of any text never make a name, a tag, a digest or a host of what could leave its place', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2f',
        '%00',
        '\\',
        '//',
        '/',
        'a',
        '@',
        '#',
        '?',
        '\n',
        '%0d%0a',
        'A',
        'é',
      ),
      fc.string({ maxLength: 3 }),
    );
    const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/v2/${pieces.join('')}`);
    fc.assert(
      fc.property(path, (text) => {
        const route = parseRoute(text);
        const values = Object.entries(route).filter(([key]) => key !== 'kind');
        for (const [key, value] of values) {
          const accepted = { name: isRepositoryName, reference: isTag, digest: isDigest }[key];
          if (accepted?.(value) !== true) continue;
          expect(value).toMatch(/^[\w.:/-]+$/);
          expect(`/${value}/`).not.toMatch(/\/\.{0,2}\//);
        }
        if (isRegistryHost(text.slice(4))) expect(text.slice(4)).toMatch(/^[\w.:[\]-]+$/);
      }),
    );
  });

  test('of any names and keys stay below the store', () => {
    const layout = storeLayout('/store');
    fc.assert(
      fc.property(fc.string(), fc.string(), (repository, key) => {
        expect(layout.record(repository, 'tag', key)).toMatch(
          /^\/store\/repositories\/[0-9a-f]{64}\/tag\/[0-9a-f]{64}$/,
        );
      }),
    );
  });
});

test('pages join to the list, whatever their size', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,6}$/), { maxLength: 60 });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (entries, n) => {
      const sorted = [...entries].sort(compareNames);
      const joined: string[] = [];
      for (let last: string | undefined; ; ) {
        const page = cutPage(sorted, { n, ...(last === undefined ? {} : { last }) });
        joined.push(...page.entries);
        if (!page.more) break;
        last = page.entries.at(-1);
      }
      expect(joined).toEqual(sorted);
    }),
  );
});

describe('challenges', () => {
  const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
  const quoted = fc.string({ maxLength: 20 }).map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));
  const parameters = fc.uniqueArray(fc.tuple(token, quoted), {
    maxLength: 4,
    selector: ([name]) => name.toLowerCase(),
  });
  const challenge = fc.tuple(token, parameters).filter(([, list]) => list.length > 0);

  test('of several schemes with quoted values are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(challenge, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(', ', ',', ' , ,\t'),
        (list, comma) => {
          const header = list
            .map(
              ([scheme, pairs]) =>
                `${scheme} ${pairs.map(([key, value]) => `${key}="${value.replace(/["\\]/g, '\\$&')}"`).join(comma)}`,
            )
            .join(comma);
          expect(parseChallenges(header).map(({ scheme, parameters: read }) => [scheme, [...read]])).toEqual(
            list.map(([scheme, pairs]) => [
              scheme.toLowerCase(),
              pairs.map(([key, value]) => [key.toLowerCase(), value]),
            ]),
          );
        },
      ),
    );
  });

  test('of any text are read without a fault, and hold no more than it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[Bearlm ="\\,]{0,60}$/)), (header) => {
        const read = parseChallenges(header);
        const length = read.reduce(
          (sum, { scheme, parameters: pairs }) => sum + scheme.length + [...pairs].flat().join('').length,
          0,
        );
        expect(length).toBeLessThanOrEqual(header.length);
      }),
    );
  });
});

/** What an upstream does with one question for the rest of a blob. */
type Behaviour =
  | { readonly kind: 'cut' | 'end'; readonly after: number }
  /** The whole blob, whatever was asked for. */
  | { readonly kind: 'whole'; readonly after: number }
  | { readonly kind: 'refuse'; readonly code: 'unavailable' | 'rate-limited' | 'not-found' }
  /** The bytes or the size of another blob. */
  | { readonly kind: 'changed' | 'resized' }
  | { readonly kind: 'rest' };

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'end', 'whole'), after: fc.nat(400) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refuse'),
      code: fc.constantFrom('unavailable', 'rate-limited', 'not-found'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('changed', 'resized', 'rest') }) },
) as fc.Arbitrary<Behaviour>;

function upstreamBlob(content: Uint8Array, from: number, what: Behaviour): UpstreamBlob {
  const start = what.kind === 'whole' ? 0 : from;
  const source = what.kind === 'changed' ? content.map((byte) => byte ^ 255) : content;
  const end = 'after' in what ? Math.min(start + what.after, source.length) : source.length;
  return {
    from: start,
    size: what.kind === 'resized' ? source.length + 1 : source.length,
    cancel: () => {},
    pour: async (take) => {
      for (let at = start; at < end; at += 37) await take(source.subarray(at, Math.min(at + 37, end)));
      if (what.kind === 'cut') throw new Error('the connection broke');
    },
  };
}

test('whatever sequence of cuts, refusals and changes an upstream makes: the exact bytes, or an interruption', async () => {
  const content = fc.uint8Array({ minLength: 1, maxLength: 600 });
  await fc.assert(
    fc.asyncProperty(content, fc.array(behaviour, { maxLength: 30 }), async (bytes, behaviours) => {
      const plan = [...behaviours];
      let changed = false;
      const asked: number[] = [];
      const next = (): Behaviour => plan.shift() ?? { kind: 'rest' };
      const opening = next();
      const first = upstreamBlob(
        bytes,
        0,
        opening.kind === 'refuse' || opening.kind === 'resized' ? { kind: 'rest' } : opening,
      );
      changed ||= opening.kind === 'changed';
      const received: Uint8Array[] = [];
      let interrupted: unknown;
      try {
        const body = resuming(
          first,
          0,
          async (from) => {
            asked.push(from);
            const what = next();
            if (what.kind === 'refuse') return { ok: false, error: { code: what.code, message: 'no' } };
            changed ||= what.kind === 'changed';
            return ok(upstreamBlob(bytes, from, what));
          },
          async () => {},
        );
        await body.pour((piece) => {
          received.push(Uint8Array.from(piece));
          return undefined;
        });
      } catch (error) {
        interrupted = error;
      }
      const got = Buffer.concat(received);
      expect(got.length).toBeLessThanOrEqual(bytes.length);
      if (!changed) expect(got.equals(Buffer.from(bytes).subarray(0, got.length))).toBe(true);
      // What was changed meanwhile is caught by the digest, over all the bytes that were passed on.
      const same =
        createHash('sha256').update(got).digest('hex') === createHash('sha256').update(bytes).digest('hex');
      if (interrupted === undefined) expect(same || changed).toBe(true);
      else expect(interrupted).toBeInstanceOf(BlobInterrupted);
      expect(asked).toEqual([...asked].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});

test('an upstream that sends one byte at a time is not waited for to its end', async () => {
  const bytes = new Uint8Array(100_000);
  let asked = 0;
  const body = resuming(
    upstreamBlob(bytes, 0, { kind: 'cut', after: 1 }),
    0,
    async (from) => {
      asked++;
      return ok(upstreamBlob(bytes, from, { kind: 'cut', after: 1 }));
    },
    async () => {},
  );
  await expect(body.pour(() => undefined)).rejects.toBeInstanceOf(BlobInterrupted);
  expect(asked).toBeLessThanOrEqual(100);
});
