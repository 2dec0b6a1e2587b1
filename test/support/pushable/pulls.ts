import { jsonBody, type Reply, refusal } from './reply.ts';
import { digestAlgorithm, type PushedRepository, referrersOf } from './repositories.ts';

export interface Pull {
  readonly kind: string;
  readonly name: string;
  /** What stands behind the kind: a reference, a digest, `list`. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
}

/** GET of what was pushed. */
export function answerPull(repository: PushedRepository | undefined, pull: Pull): Reply {
  const { kind, key } = pull;
  switch (kind) {
    case 'referrers':
      return referrers(repository, pull);
    case 'tags':
      return repository === undefined ? refusal(404, 'NAME_UNKNOWN') : tagList(repository, pull);
    case 'manifests': {
      const digest = repository?.tags.get(key) ?? key;
      const manifest = repository?.manifests.get(digest);
      if (manifest === undefined) return refusal(404, 'MANIFEST_UNKNOWN');
      const headers = { 'Content-Type': manifest.mediaType, 'Docker-Content-Digest': digest };
      return { status: 200, headers, body: manifest.bytes };
    }
    default: {
      const blob = repository?.blobs.get(key);
      return blob === undefined ? refusal(404, 'BLOB_UNKNOWN') : blobReply(blob, pull);
    }
  }
}

function referrers(repository: PushedRepository | undefined, { key, query }: Pull): Reply {
  if (digestAlgorithm(key) === undefined) return refusal(400, 'DIGEST_INVALID');
  const type = query.get('artifactType');
  const all = repository === undefined ? [] : referrersOf(repository, key);
  const manifests =
    type === null ? all : all.filter((entry) => 'artifactType' in entry && entry.artifactType === type);
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const applied = type === null ? {} : { 'OCI-Filters-Applied': 'artifactType' };
  const body = jsonBody({ schemaVersion: 2, mediaType, manifests });
  return { status: 200, headers: { 'Content-Type': mediaType, ...applied }, body };
}

function tagList(repository: PushedRepository, { name, query }: Pull): Reply {
  const last = query.get('last') ?? '';
  const after = [...repository.tags.keys()].sort().filter((tag) => tag > last);
  const tags = after.slice(0, Number(query.get('n') ?? after.length));
  const next = `</v2/${name}/tags/list?n=${tags.length}&last=${tags.at(-1)}>; rel="next"`;
  const link = tags.length > 0 && tags.length < after.length ? { Link: next } : {};
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', ...link },
    body: jsonBody({ name, tags }),
  };
}

function blobReply(blob: Buffer, { key, range }: Pull): Reply {
  const headers = { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': key };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (asked === null) return { status: 200, headers, body: blob };
  const [, from = '', to = ''] = asked;
  const start = from === '' ? blob.length - Number(to) : Number(from);
  const end = from === '' || to === '' ? blob.length : Math.min(Number(to) + 1, blob.length);
  if (start >= end) return refusal(416, 'SIZE_INVALID');
  const content = { 'Content-Range': `bytes ${start}-${end - 1}/${blob.length}` };
  return { status: 206, headers: { ...headers, ...content }, body: blob.subarray(start, end) };
}
