import { parseReference } from '../image/index.ts';
import { evidenceOf } from './image-evidence.ts';

/**
 * How much a text is an image reference when nothing declares it to be one.
 * - `full`: a registry, and a tag or digest: `ghcr.io/a/b:1`
 * - `host`: a registry without either: `ghcr.io/a/b`
 * - `path`: a path with a tag or digest: `a/b:1`
 * - `tagged`: a word with one: `nginx:1.27`
 * - `bare`: a word or a path: `nginx`, `a/b`
 */
export type ReferenceGrade = 'full' | 'host' | 'path' | 'tagged' | 'bare' | 'none';

/** Files that are named where an image could be. */
const FILE =
  /\.(?:ya?ml|json|toml|conf|cfg|ini|properties|sh|py|go|js|ts|rb|crt|pem|key|log|sock|md|html?|txt|so|jar|war|db|lua|wasm|sql|xml|csv)(?=$|[:@])/i;

/** Hosts as registries have them: a name with a domain, or a port. */
const REGISTRY = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?|[a-z0-9.-]+:\d+|localhost)$/i;

/** `localhost:8080`, `10.0.0.1:80`, `web.shop.svc:80`, `redis:6379`, `1000:1000`: addresses and users. */
const ADDRESS = /^(?:localhost:.*|[\d.]+:\d+|[^/]*\.[^/]*:\d+|[^/:]*:\d{4,5}|\d+:.*|sha256:.*|[^/:]*:\/.*)$/;

/** Words that stand for no image where one could be named. Of what begins with a digit the registries of AWS are hosts. */
const NO_IMAGE =
  /^(?:true|false|yes|no|on|off|none|null|nil|auto|always|never|ifnotpresent|default|enabled|disabled|placeholder|string|(?!\d{12}\.dkr[.-]ecr)\d.*)$/i;

/** Longer than any reference; texts are held against expressions below. */
const LONGEST = 600;

export function gradeOf(text: string): ReferenceGrade {
  if (text.length > LONGEST || evidenceOf(text) === 'none') return 'none';
  if (ADDRESS.test(text) || FILE.test(text) || NO_IMAGE.test(text)) return 'none';
  const parsed = parseReference(text);
  if (!parsed.ok) return 'none';
  const { registry, repository, tag, digest } = parsed.value.parts;
  const pinned = tag !== undefined || digest !== undefined;
  if (registry !== undefined) {
    if (!REGISTRY.test(text.slice(registry.start, registry.end))) return 'none';
    return pinned ? 'full' : 'host';
  }
  if (!pinned) return 'bare';
  return text.slice(repository.start, repository.end).includes('/') ? 'path' : 'tagged';
}

/** Names inside a cluster and of machines without a domain: whoever listens there is as often no registry. */
const LOCAL =
  /^[^/]*\.(?:svc|local|internal|cluster|lan|test|example|invalid)(?::\d+)?\/|^(?!\d{12}\.dkr[.-]ecr)\d/;

const PORT_LIKE = /:\d{4,5}$/;

/** A reference that is hard to take for anything else, whatever the name of its field. */
export function isUnmistakable(text: string): boolean {
  return gradeOf(text) === 'full' && !LOCAL.test(text) && !PORT_LIKE.test(text);
}
