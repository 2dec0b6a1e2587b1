import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait for the answers before them. Registry clients send none before they have the last answer. */
const maxWaiting = 32;

const waiting = new WeakMap<Socket, number>();

/**
 * Waits until it is the turn of a request that was sent before the answers to earlier ones on its connection: Node gives an answer
 * its socket then. Prepared all at once, each would hold the buffers of a transfer. A connection with too many is closed.
 */
export async function awaitTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { socket } = request;
  const before = waiting.get(socket) ?? 0;
  if (before >= maxWaiting) socket.destroy();
  waiting.set(socket, before + 1);
  await once(response, 'socket');
  waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
}
