import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeReference } from '../../../src/image/index.ts';
import { applyImages, type ImageEntry } from '../../../src/kustomize/index.ts';
import { kustomization } from '../kustomize/support.ts';
import { decide, plan, plannedOf } from './support.ts';

/** Kustomization files as people write them, and as nobody does. */
const value = fc.constantFrom(
  'nginx',
  'docker.io/nginx',
  'quay.io/a.b/c',
  'quay.io/a-b/c',
  'ghcr.io/x',
  'acme/app',
  'team.azurecr.io/app',
);
const entry = fc.record(
  { name: value, newName: value, newTag: fc.constantFrom('1', '2.0') },
  { requiredKeys: ['name'] },
);
const style = fc.record({
  indent: fc.constantFrom('', '  ', '    '),
  gap: fc.constantFrom(' ', '   '),
  quote: fc.constantFrom('', "'", '"'),
  comment: fc.constantFrom('', ' # why'),
  blank: fc.boolean(),
  flow: fc.boolean(),
  after: fc.constantFrom('', 'namePrefix: a-\n', '# the end\n', '---\nimages: []\n', '...\n'),
  crlf: fc.boolean(),
  final: fc.boolean(),
});

type Entry = Partial<ImageEntry> & { readonly name: string };

function write(
  entries: readonly Entry[],
  {
    indent,
    gap,
    quote,
    comment,
    blank,
    flow,
    after,
    crlf,
    final,
  }: typeof style extends fc.Arbitrary<infer T> ? T : never,
): string {
  const field = ([name, text]: readonly [string, string]): string => `${name}: ${quote}${text}${quote}`;
  const fields = (item: Entry): string[] =>
    Object.entries(item).map(([name, text]) =>
      field([name, name === 'newTag' && quote === '' ? `"${text}"` : text]),
    );
  const lines = flow
    ? [`images: [${entries.map((item) => `{${fields(item).join(', ')}}`).join(', ')}]${comment}`]
    : [
        `images:${comment}`,
        ...entries.flatMap((item) =>
          fields(item).map((line, index) =>
            index === 0 ? `${indent}-${gap}${line}${comment}` : `${indent} ${' '.repeat(gap.length)}${line}`,
          ),
        ),
      ];
  const block = entries.length === 0 ? [] : lines;
  const text = `${['resources:', `${indent}- web.yaml`, ...(blank ? [''] : []), ...block].join('\n')}\n${after}`;
  const ended = final ? text : text.replace(/\n$/, '');
  return crlf ? ended.replaceAll('\n', '\r\n') : ended;
}

describe('a plan for any file', () => {
  it('redirects what is covered, changes nothing else, and needs no second run', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 4 }),
        style,
        fc.array(value, { minLength: 1, maxLength: 5 }),
        (entries, how, images) => {
          const text = write(entries, how);
          const planned = plannedOf(plan(text, images));
          const before = kustomization(text).images.map((located) => located.entry);
          const after = kustomization(planned.text).images.map((located) => located.entry);
          for (const image of images) {
            const old = applyImages(before, image);
            const parsed = normalizeReference(old);
            const decision = parsed.ok ? decide(parsed.value.reference) : undefined;
            const redirected = applyImages(after, image);
            if (decision?.status === 'covered')
              expect(redirected).toMatch(/^team\.azurecr\.io\/(?:hub|quay|ghcr)\//);
            else expect(redirected).toBe(old);
            expect(/:[^/]*$/.exec(redirected)?.[0]).toBe(/:[^/]*$/.exec(old)?.[0]);
          }
          // Only insertions: without them the file is what it was.
          expect(planned.edits.every(({ span }) => span.start === span.end)).toBe(true);
          expect(plan(planned.text, images)).toMatchObject({ ok: true, value: { edits: [] } });
        },
      ),
      { numRuns: 400 },
    );
  });
});
