import type { IncomingMessage, ServerResponse } from 'node:http';
import { digestAlgorithm, type PushedRepository, referrersOf } from './repositories.ts';

export interface Pull {
  readonly kind: string;
  readonly name: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

/** GET and HEAD of what was pushed. */
export function answerPull(
  request: IncomingMessage,
  response: ServerResponse,
  repository: PushedRepository | undefined,
  { kind, name, key, query }: Pull,
): void {
  if (kind === 'referrers') {
    if (digestAlgorithm(key) === undefined) return refuse(response, 400, 'DIGEST_INVALID');
    const type = query.get('artifactType');
    const all = repository === undefined ? [] : referrersOf(repository, key);
    const manifests =
      type === null ? all : all.filter((entry) => 'artifactType' in entry && entry.artifactType === type);
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const headers = {
      'Content-Type': mediaType,
      ...(type === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
    };
    return send(request, response, headers, json({ schemaVersion: 2, mediaType, manifests }));
  }
  if (kind === 'tags') {
    if (repository === undefined) return refuse(response, 404, 'NAME_UNKNOWN');
    return answerTags(request, response, [...repository.tags.keys()].sort(), name, query);
  }
  if (kind === 'manifests') {
    const digest = repository?.tags.get(key) ?? key;
    const manifest = repository?.manifests.get(digest);
    if (manifest === undefined) return refuse(response, 404, 'MANIFEST_UNKNOWN');
    const headers = { 'Content-Type': manifest.mediaType, 'Docker-Content-Digest': digest };
    return send(request, response, headers, manifest.bytes);
  }
  const blob = repository?.blobs.get(key);
  if (blob === undefined) return refuse(response, 404, 'BLOB_UNKNOWN');
  answerBlob(request, response, key, blob);
}

function answerTags(
  request: IncomingMessage,
  response: ServerResponse,
  all: readonly string[],
  name: string,
  query: URLSearchParams,
): void {
  const last = query.get('last') ?? '';
  const after = all.filter((tag) => tag > last);
  const tags = after.slice(0, Number(query.get('n') ?? after.length));
  const next = `</v2/${name}/tags/list?n=${tags.length}&last=${tags.at(-1)}>; rel="next"`;
  const link = tags.length > 0 && tags.length < after.length ? { Link: next } : {};
  send(request, response, { 'Content-Type': 'application/json', ...link }, json({ name, tags }));
}

function answerBlob(request: IncomingMessage, response: ServerResponse, digest: string, blob: Buffer): void {
  const headers = { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': digest };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (asked === null) return send(request, response, headers, blob);
  const [, from = '', to = ''] = asked;
  const start = from === '' ? blob.length - Number(to) : Number(from);
  const end = from === '' || to === '' ? blob.length : Math.min(Number(to) + 1, blob.length);
  if (start >= end) return refuse(response, 416, 'SIZE_INVALID');
  const range = { 'Content-Range': `bytes ${start}-${end - 1}/${blob.length}` };
  send(request, response, { ...headers, ...range }, blob.subarray(start, end), 206);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  status = 200,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

export function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
}
