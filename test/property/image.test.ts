import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equalReferences,
  formatReference,
  type ImageReference,
  normalizeReference,
  parseReference,
} from '../../src/image/index.ts';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const component = fc.stringMatching(/^[a-z0-9]{1,5}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,5}){0,2}$/);
const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((components) => components.join('/'));
const hubPath = fc.array(component, { minLength: 2, maxLength: 4 }).map((components) => components.join('/'));
const hostName = fc.stringMatching(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,4}[a-zA-Z0-9])?(?:\.[a-z0-9]{1,4}){1,3}$/);
const registry = fc
  .tuple(
    fc.oneof(hostName, fc.constantFrom('localhost', '[::1]', '[2001:db8::1]', '127.0.0.1', 'Team')),
    fc.constantFrom('', ':80', ':5000'),
  )
  .map(([host, port]) => host + port);
const tag = fc.stringMatching(/^\w[\w.-]{0,127}$/);
const digest = fc.oneof(
  hex(64).map((digits) => `sha256:${digits}`),
  hex(128).map((digits) => `sha512:${digits}`),
);

const reference: fc.Arbitrary<ImageReference> = fc
  .tuple(
    fc.oneof(fc.tuple(registry, path), fc.tuple(fc.constant('docker.io'), hubPath)),
    fc.record({ tag, digest }, { requiredKeys: [] }),
  )
  .map(([[host, repository], version]) => ({ registry: host, repository, ...version }));

/** Texts that come near a reference, so that both answers are frequent. */
const nearby = fc
  .tuple(
    reference,
    fc.nat(),
    fc.constantFrom('', '/', ':', '@', '.', '_', '-', 'A', ' ', 'é', '\ud800'),
    fc.nat(2),
  )
  .map(([value, at, inserted, removed]) => {
    const text = formatReference(value);
    const offset = at % (text.length + 1);
    return text.slice(0, offset) + inserted + text.slice(offset + removed);
  });
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), nearby);

describe('parseReference', () => {
  it('reads what formatReference writes', () => {
    fc.assert(
      fc.property(reference, (value) => {
        const parsed = parseReference(formatReference(value));
        expect(parsed).toMatchObject({ ok: true });
        expect(parsed.ok && parsed.value.reference).toEqual(value);
      }),
    );
  });

  it('gives the same reference for the full name of whatever it accepts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseReference(text);
        if (!parsed.ok) return;
        const again = parseReference(formatReference(parsed.value.reference));
        expect(again.ok && equalReferences(again.value.reference, parsed.value.reference)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers any text with pieces of that text, or with a place in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseReference(text);
        if (!parsed.ok) {
          expect(parsed.error.position).toBeGreaterThanOrEqual(0);
          expect(parsed.error.position).toBeLessThanOrEqual(text.length);
          return;
        }
        const { parts, reference } = parsed.value;
        const written = (part: { start: number; end: number } | undefined) =>
          part && text.slice(part.start, part.end);
        expect(written(parts.tag)).toBe(reference.tag);
        expect(written(parts.digest)).toBe(reference.digest);
        expect([reference.repository, reference.repository.replace(/^library\//, '')]).toContain(
          written(parts.repository),
        );
        const spelled = [
          parts.registry && `${written(parts.registry)}/`,
          written(parts.repository),
          parts.tag && `:${written(parts.tag)}`,
          parts.digest && `@${written(parts.digest)}`,
        ];
        expect(spelled.join('')).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds no offence before the place it names', () => {
    fc.assert(
      fc.property(nearby, (text) => {
        const parsed = parseReference(text);
        if (parsed.ok || parsed.error.code !== 'invalid-format') return;
        const { position } = parsed.error;
        const rest = position > 0 && /[a-z0-9]/.test(text[position - 1] ?? '') ? '' : 'a';
        expect(parseReference(text.slice(0, position) + rest).ok).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes linear time on long texts', () => {
    // With quadratic work on any of these the test would run into its time limit.
    const length = 300_000;
    const hostile = [
      'a',
      'a-',
      'a.',
      'a_',
      'a/',
      'A.',
      '-',
      '[:',
      ':1',
      '@a',
      'a:',
      'a.a:',
      'a@sha256:a',
      '🐳',
    ];
    for (const unit of hostile) {
      for (const frame of [
        (text: string) => text,
        (text: string) => `${text}/a`,
        (text: string) => `a:${text}`,
      ]) {
        expect(parseReference(frame(unit.repeat(length / unit.length))).ok).toBe(false);
      }
    }
  });
});

describe('normalizeReference', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(nearby, (text) => {
        const once = normalizeReference(text);
        if (!once.ok) return;
        const twice = normalizeReference(formatReference(once.value.reference));
        expect(twice.ok && twice.value.reference).toEqual(once.value.reference);
      }),
      { numRuns: 1000 },
    );
  });

  it('accepts exactly what parseReference accepts, short of the longest paths', () => {
    fc.assert(fc.property(anyText, (text) => normalizeReference(text).ok === parseReference(text).ok));
  });
});
