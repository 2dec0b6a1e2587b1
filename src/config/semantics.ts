import type { ConfigIssue } from './issue.ts';
import type { KnownCheck } from './schema.ts';
import { parseSize } from './size.ts';
import { type ConfigNode, entryOf } from './tree.ts';
import { upstreamIssues } from './upstream-issues.ts';

export interface ConfigContext {
  readonly checks: readonly KnownCheck[];
  /** ISO date (YYYY-MM-DD): exemptions that ended before it are reported. */
  readonly today: string;
}

/** What a schema cannot say, of a tree that the schema accepts. */
export function semanticIssues(root: ConfigNode, context: ConfigContext): readonly ConfigIssue[] {
  return [
    ...exemptionIssues(entryOf(root, 'exempt'), context.today),
    ...checkIssues(entryOf(root, 'checks'), context.checks),
    ...sizeIssues(entryOf(root, 'maxFileSize')),
    ...upstreamIssues(entryOf(root, 'upstreams')),
  ];
}

function* exemptionIssues(list: ConfigNode | undefined, today: string): Generator<ConfigIssue> {
  for (const exemption of list?.kind === 'list' ? list.items : []) {
    const expires = entryOf(exemption, 'expires');
    const image = entryOf(exemption, 'image');
    if (expires?.kind !== 'scalar' || image?.kind !== 'scalar') continue;
    const { text, span } = expires;
    if (!isDate(text)) {
      yield { code: 'invalid-date', severity: 'error', message: `there is no day ${text}`, span };
    } else if (text < today) {
      const message = `the exemption of ${image.text} ended on ${text} and no longer holds`;
      const hint = 'Remove it, or extend it with a new date.';
      yield { code: 'expired-exemption', severity: 'warning', message, hint, span };
    }
  }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines roll 31 February over into March instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function* checkIssues(map: ConfigNode | undefined, checks: readonly KnownCheck[]): Generator<ConfigIssue> {
  if (map?.kind !== 'map') return;
  const idOf = new Map(checks.map(({ id, slug }) => [slug, id]));
  const keys = new Set(map.entries.map(({ key }) => key));
  for (const { key, keySpan } of map.entries) {
    const id = idOf.get(key);
    if (id === undefined || !keys.has(id)) continue;
    const message = `${key} and ${id} are the same check`;
    yield {
      code: 'duplicate-key',
      severity: 'error',
      message,
      hint: 'Remove one of the two.',
      span: keySpan,
    };
  }
}

function* sizeIssues(size: ConfigNode | undefined): Generator<ConfigIssue> {
  if (size?.kind !== 'scalar' || typeof size.value !== 'string' || (parseSize(size.value) ?? 0) >= 1) return;
  yield {
    code: 'wrong-value',
    severity: 'error',
    message: 'maxFileSize: expected at least 1 byte',
    span: size.span,
  };
}
