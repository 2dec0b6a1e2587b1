import { type Reply, refusal } from './reply.ts';
import { digestAlgorithm, digestOf, fieldsOf, madeRepository, type Repositories } from './repositories.ts';

/** Uploads that are not finished yet. */
export type Uploads = Map<string, Buffer>;

export interface Push {
  readonly method: string;
  readonly name: string;
  /** The upload's number, or the manifest's reference. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly contentRange: string;
  readonly body: Buffer;
}

export interface Held {
  readonly repositories: Repositories;
  readonly uploads: Uploads;
}

/** POST, PATCH, PUT, GET and DELETE of an upload (distribution-spec, "Pushing blobs"). */
export function answerUpload({ repositories, uploads }: Held, push: Push): Reply {
  const { method, name, key, query, body } = push;
  const digest = query.get('digest');
  if (method === 'POST') {
    const mounted = mountable(repositories, query);
    if (mounted !== undefined) return keep(repositories, name, mounted.digest, mounted.blob);
    if (digest !== null) return keep(repositories, name, digest, body);
    const id = String(uploads.size + 1);
    uploads.set(id, Buffer.alloc(0));
    return { status: 202, headers: { Location: `/v2/${name}/blobs/uploads/${id}`, Range: '0-0' } };
  }
  const before = uploads.get(key);
  if (before === undefined) return refusal(404, 'BLOB_UPLOAD_UNKNOWN');
  if (method === 'DELETE') {
    uploads.delete(key);
    return { status: 204 };
  }
  const start = /^(\d+)-/.exec(push.contentRange)?.[1];
  if (start !== undefined && Number(start) !== before.length) {
    return refusal(416, 'BLOB_UPLOAD_INVALID', { Range: received(before) });
  }
  const upload = Buffer.concat([before, body]);
  if (method === 'PUT') {
    uploads.delete(key);
    return keep(repositories, name, digest ?? '', upload);
  }
  uploads.set(key, upload);
  const headers = { Location: `/v2/${name}/blobs/uploads/${key}`, Range: received(upload) };
  return { status: method === 'GET' ? 204 : 202, headers };
}

function received(upload: Buffer): string {
  return `0-${Math.max(upload.length - 1, 0)}`;
}

function mountable(
  repositories: Repositories,
  query: URLSearchParams,
): { readonly digest: string; readonly blob: Buffer } | undefined {
  const digest = query.get('mount');
  if (digest === null) return undefined;
  const from = query.get('from');
  const sources = from === null ? [...repositories.values()] : [repositories.get(from)];
  const blob = sources.flatMap((source) => source?.blobs.get(digest) ?? [])[0];
  return blob === undefined ? undefined : { digest, blob };
}

function keep(repositories: Repositories, name: string, digest: string, blob: Buffer): Reply {
  const algorithm = digestAlgorithm(digest);
  if (algorithm === undefined || digestOf(blob, algorithm) !== digest) return refusal(400, 'DIGEST_INVALID');
  madeRepository(repositories, name).blobs.set(digest, blob);
  return created(`/v2/${name}/blobs/${digest}`, digest);
}

/** PUT of a manifest under a tag or a digest, with `tag` parameters (distribution-spec, "Pushing Manifests"). */
export function answerManifest(repositories: Repositories, push: Push): Reply {
  const { name, key, query, body, contentType: mediaType } = push;
  const byDigest = key.includes(':');
  const algorithm = digestAlgorithm(key);
  if (byDigest && algorithm === undefined) return refusal(400, 'DIGEST_INVALID');
  const digest = digestOf(body, algorithm);
  if (byDigest && digest !== key) return refusal(400, 'DIGEST_INVALID');
  const fields = fieldsOf(body);
  if (fields === undefined) return refusal(400, 'MANIFEST_INVALID');
  const repository = madeRepository(repositories, name);
  repository.manifests.set(digest, { digest, mediaType, bytes: body });
  const tags = byDigest ? query.getAll('tag') : [key];
  for (const tag of tags) repository.tags.set(tag, digest);
  const { subject } = fields;
  return created(`/v2/${name}/manifests/${digest}`, digest, {
    ...(byDigest && tags.length > 0 ? { 'OCI-Tag': tags } : {}),
    ...(subject === undefined ? {} : { 'OCI-Subject': subject.digest }),
  });
}

function created(location: string, digest: string, more: NonNullable<Reply['headers']> = {}): Reply {
  return { status: 201, headers: { Location: location, 'Docker-Content-Digest': digest, ...more } };
}
