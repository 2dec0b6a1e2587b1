import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse } from './pulls.ts';
import {
  digestAlgorithm,
  digestOf,
  fieldsOf,
  madeRepository,
  type Repositories,
} from './repositories.ts';

/** Uploads that are not finished yet. */
export type Uploads = Map<string, Buffer>;

export interface Push {
  readonly name: string;
  /** The upload's number, or the manifest's reference. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** POST, PATCH, PUT, GET and DELETE of an upload (distribution-spec, "Pushing blobs"). */
export function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  { repositories, uploads }: { readonly repositories: Repositories; readonly uploads: Uploads },
  { name, key, query, body }: Push,
): void {
  const digest = query.get('digest');
  if (request.method === 'POST') {
    const mounted = mountable(repositories, query);
    if (mounted !== undefined) return keep(response, repositories, name, mounted.digest, mounted.blob);
    if (digest !== null) return keep(response, repositories, name, digest, body);
    const id = String(uploads.size + 1);
    uploads.set(id, Buffer.alloc(0));
    response.writeHead(202, { Location: `/v2/${name}/blobs/uploads/${id}`, Range: '0-0' }).end();
    return;
  }
  const before = uploads.get(key);
  if (before === undefined) return refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN');
  if (request.method === 'DELETE') {
    uploads.delete(key);
    response.writeHead(204).end();
    return;
  }
  const start = /^(\d+)-/.exec(request.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) !== before.length) {
    response.setHeader('Range', `0-${Math.max(before.length - 1, 0)}`);
    return refuse(response, 416, 'BLOB_UPLOAD_INVALID');
  }
  const upload = Buffer.concat([before, body]);
  if (request.method === 'PUT') {
    uploads.delete(key);
    return keep(response, repositories, name, digest ?? '', upload);
  }
  uploads.set(key, upload);
  response
    .writeHead(request.method === 'GET' ? 204 : 202, {
      Location: `/v2/${name}/blobs/uploads/${key}`,
      Range: `0-${Math.max(upload.length - 1, 0)}`,
    })
    .end();
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

function keep(
  response: ServerResponse,
  repositories: Repositories,
  name: string,
  digest: string,
  blob: Buffer,
): void {
  const algorithm = digestAlgorithm(digest);
  if (algorithm === undefined || digestOf(blob, algorithm) !== digest)
    return refuse(response, 400, 'DIGEST_INVALID');
  madeRepository(repositories, name).blobs.set(digest, blob);
  created(response, `/v2/${name}/blobs/${digest}`, digest);
}

/** PUT of a manifest under a tag or a digest, with `tag` parameters (distribution-spec, "Pushing Manifests"). */
export function answerManifest(
  request: IncomingMessage,
  response: ServerResponse,
  repositories: Repositories,
  { name, key, query, body }: Push,
): void {
  const byDigest = key.includes(':');
  const algorithm = digestAlgorithm(key);
  if (byDigest && algorithm === undefined) return refuse(response, 400, 'DIGEST_INVALID');
  const digest = digestOf(body, algorithm);
  if (byDigest && digest !== key) return refuse(response, 400, 'DIGEST_INVALID');
  const mediaType = request.headers['content-type'] ?? '';
  let fields: ReturnType<typeof fieldsOf>;
  try {
    fields = fieldsOf(body);
  } catch {
    return refuse(response, 400, 'MANIFEST_INVALID');
  }
  const repository = madeRepository(repositories, name);
  repository.manifests.set(digest, { digest, mediaType, bytes: body });
  const tags = byDigest ? query.getAll('tag') : [key];
  for (const tag of tags) repository.tags.set(tag, digest);
  if (byDigest && tags.length > 0) response.setHeader('OCI-Tag', tags);
  if (fields.subject !== undefined) response.setHeader('OCI-Subject', fields.subject.digest);
  created(response, `/v2/${name}/manifests/${digest}`, digest);
}

function created(response: ServerResponse, location: string, digest: string): void {
  response.writeHead(201, { Location: location, 'Docker-Content-Digest': digest }).end();
}
