import { normalizeRegistry } from '../image/index.ts';
import type { ConfigIssue } from './issue.ts';
import { type ConfigNode, entryOf } from './tree.ts';

/** What is wrong with a map of upstreams that the schema accepts. */
export function* upstreamIssues(map: ConfigNode | undefined): Generator<ConfigIssue> {
  if (map?.kind !== 'map') return;
  const seen = new Map<string, string>();
  for (const { key, keySpan, value } of map.entries) {
    const host = normalizeRegistry(key);
    const before = seen.get(host);
    if (before !== undefined && before !== key) {
      yield {
        code: 'duplicate-key',
        severity: 'error',
        message: `${key} and ${before} are the same registry`,
        hint: 'Remove one of the two.',
        span: keySpan,
      };
    }
    seen.set(host, key);
    const cert = entryOf(value, 'clientCert');
    const clientKey = entryOf(value, 'clientKey');
    const alone = cert === undefined ? clientKey : clientKey === undefined ? cert : undefined;
    if (alone !== undefined) {
      const [given, missing] = cert === undefined ? ['clientKey', 'clientCert'] : ['clientCert', 'clientKey'];
      yield {
        code: 'missing-key',
        severity: 'error',
        message: `upstreams.${key}: ${given} is given without ${missing}`,
        span: alone.span,
      };
    }
  }
}
