import { connect } from 'node:net';

export interface Conversation {
  /** Sent again and again until the connection ends. */
  readonly drip?: string;
  readonly everyMs?: number;
  /** Close the connection then; without it the server has to. */
  readonly endAfterMs?: number;
}

/** Everything that comes back for bytes that need be no request. */
export function converse(
  url: string,
  bytes: string,
  { drip, everyMs = 20, endAfterMs }: Conversation = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => {});
    if (bytes !== '') socket.write(Buffer.from(bytes, 'latin1'));
    const dripping = drip === undefined ? undefined : setInterval(() => socket.write(drip), everyMs);
    const ending = endAfterMs === undefined ? undefined : setTimeout(() => socket.destroy(), endAfterMs);
    socket.on('close', () => {
      clearInterval(dripping);
      clearTimeout(ending);
      resolve(text);
    });
  });
}

/** The status codes of the answers in a text. */
export function statuses(answer: string): string[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1] ?? '');
}
