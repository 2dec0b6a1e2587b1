import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Content, Document } from './images.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** What goes wrong with one answer. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Bytes of an answer that no server would send, written to the connection, which is then closed. */
  | { readonly kind: 'raw'; readonly bytes: Buffer | string }
  /** There is no answer, and the connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection is closed before any answer. */
  | { readonly kind: 'reset' }
  /** The body is cut after so many bytes. */
  | { readonly kind: 'cut'; readonly after: number }
  /** One bit of the body is wrong. */
  | { readonly kind: 'flip'; readonly at: number }
  /** Chunked, without a length. */
  | { readonly kind: 'no-length' }
  /** Range requests get the whole body. */
  | { readonly kind: 'no-ranges' }
  | { readonly kind: 'headers'; readonly headers: Record<string, string> }
  /** The body comes in pieces with a pause between them. */
  | { readonly kind: 'slow'; readonly pieceBytes: number; readonly pauseMs: number };

export interface Repository {
  readonly tags: Record<string, Document>;
  readonly manifests?: readonly Document[];
  readonly blobs: readonly Content[];
  readonly referrers?: Record<string, readonly Record<string, unknown>[]>;
}

export interface FakeUpstream {
  readonly url: string;
  readonly host: string;
  readonly repositories: Record<string, Repository>;
  readonly seen: SeenRequest[];
  /** The requests whose path holds the text. */
  count(method: string, text: string): number;
  fault: (request: SeenRequest) => Fault | undefined;
  /** Stops listening; `revive` takes the same port again. */
  kill(): Promise<void>;
  revive(): Promise<void>;
}

/** A registry on loopback that serves what it is given and misbehaves as told. */
export async function startFakeUpstream(repositories: Record<string, Repository>): Promise<FakeUpstream> {
  const seen: SeenRequest[] = [];
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
    seen.push(entry);
    const fault = upstream.fault(entry);
    if (fault?.kind === 'reset') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'raw') {
      request.socket.end(fault.bytes);
      return;
    }
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? '');
      return;
    }
    answer(repositories, request, response, fault).catch(() => response.destroy());
  };
  let server = createServer(handler);
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const upstream: FakeUpstream = {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    repositories,
    seen,
    count: (method, text) =>
      seen.filter((entry) => entry.method === method && entry.url.includes(text)).length,
    fault: () => undefined,
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    revive: async () => {
      server = createServer(handler);
      await listen(port);
    },
  };
  return upstream;
}

async function answer(
  repositories: Record<string, Repository>,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const url = new URL(request.url ?? '', 'http://upstream');
  const match = /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/([^/]+)$/.exec(url.pathname);
  if (url.pathname === '/v2/') return void response.end('{}');
  const repository = repositories[match?.[1] ?? ''];
  if (match === null || repository === undefined) return refuse(response, 'NAME_UNKNOWN');
  const key = decodeURIComponent(match[3] ?? '');
  if (match[2] === 'tags') {
    return json(response, 'application/json', { name: match[1], tags: Object.keys(repository.tags) });
  }
  if (match[2] === 'referrers') {
    const manifests = repository.referrers?.[key];
    if (repository.referrers === undefined) return refuse(response, 'NOT_FOUND');
    const type = 'application/vnd.oci.image.index.v1+json';
    return json(response, type, { schemaVersion: 2, mediaType: type, manifests: manifests ?? [] });
  }
  if (match[2] === 'manifests') {
    const all = [...Object.values(repository.tags), ...(repository.manifests ?? [])];
    const found = repository.tags[key] ?? all.find(({ digest }) => digest === key);
    if (found === undefined) return refuse(response, 'MANIFEST_UNKNOWN');
    const headers = { 'Content-Type': found.mediaType, 'Docker-Content-Digest': found.digest };
    return send(request, response, found.bytes, headers, fault);
  }
  const blob = repository.blobs.find(({ digest }) => digest === key);
  if (blob === undefined) return refuse(response, 'BLOB_UNKNOWN');
  const headers = { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': blob.digest };
  return send(request, response, blob.bytes, headers, fault);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  whole: Buffer,
  headers: Record<string, string>,
  fault: Fault | undefined,
): Promise<void> {
  const asked = fault?.kind === 'no-ranges' ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = asked === null ? 0 : Number(asked[1]);
  let body = whole.subarray(start);
  if (fault?.kind === 'flip') {
    body = Buffer.from(body);
    body[fault.at - start] = (body[fault.at - start] ?? 0) ^ 1;
  }
  const length = fault?.kind === 'no-length' ? {} : { 'Content-Length': String(body.length) };
  const range =
    asked === null ? {} : { 'Content-Range': `bytes ${start}-${whole.length - 1}/${whole.length}` };
  const extra = fault?.kind === 'headers' ? fault.headers : {};
  response.writeHead(asked === null ? 200 : 206, { ...headers, ...length, ...range, ...extra });
  if (request.method === 'HEAD') return void response.end();
  if (fault?.kind === 'cut') {
    response.write(body.subarray(0, fault.after), () => response.socket?.destroy());
    return;
  }
  if (fault?.kind === 'slow') {
    for (let at = 0; at < body.length; at += fault.pieceBytes) {
      if (response.destroyed) return;
      response.write(body.subarray(at, at + fault.pieceBytes));
      await delay(fault.pauseMs);
    }
    return void response.end();
  }
  // A flip has to reach the client in more than one piece to be a hard case.
  for (let at = 0; at < body.length; at += 65_536) {
    if (response.destroyed) return;
    if (!response.write(body.subarray(at, at + 65_536))) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          response.off('drain', go).off('close', go);
          resolve();
        };
        response.on('drain', go).on('close', go);
      });
    }
  }
  response.end();
}

function refuse(response: ServerResponse, code: string): void {
  response.writeHead(404, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
}

function json(response: ServerResponse, type: string, value: unknown): void {
  response.writeHead(200, { 'Content-Type': type }).end(JSON.stringify(value));
}
