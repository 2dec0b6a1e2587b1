import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body came to its announced end. */
  readonly complete: boolean;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Leave after so many bytes of the body. */
  readonly leaveAfter?: number;
}

/** One request on a connection of its own; a broken answer is given as far as it came. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body, leaveAfter }: Question = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const finish = (): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces),
          complete: response.complete,
        });
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (leaveAfter !== undefined && size >= leaveAfter) response.destroy();
      });
      response.on('error', () => {});
      response.on('close', finish);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export function errorCode({ body }: Answer): string {
  const value = JSON.parse(body.toString()) as { errors: { code: string; message: string }[] };
  return value.errors[0]?.code ?? '';
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
