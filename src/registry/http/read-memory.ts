import type { Agent } from 'node:http';
import type { NetConnectOpts, Socket } from 'node:net';

/** Takes what a connection has read; false keeps the connection from reading on until it is resumed. */
type Receive = (piece: Buffer) => boolean;

interface ReadMemory {
  readonly bytes: Buffer;
  /** Whoever gets the pieces in place of the HTTP parser. */
  receive: Receive | undefined;
}

/** Bytes of a read that the parser is going to copy. */
const parsedBytes = 64 * 1024;

const key = Symbol('read memory');

type ReadingSocket = Socket & { [key]?: ReadMemory };

/**
 * Has the connections of a pool read into memory that is used again and again (`onread` of `net.connect`) in place of
 * fresh memory for every read; `memory` is asked how much with so many connections. The parser gets copies, as if nothing had changed; who reads a large body can take over.
 */
export function reuseReadMemory(agent: Agent, memory: (connections: number) => Buffer): void {
  const connect = agent.createConnection.bind(agent);
  let connections = 0;
  agent.createConnection = (options, created) => {
    connections++;
    const state: ReadMemory = { bytes: memory(connections), receive: undefined };
    const callback = (count: number): boolean => {
      const piece = state.bytes.subarray(0, count);
      return state.receive === undefined ? socket.push(Buffer.from(piece)) : state.receive(piece);
    };
    const parsed = state.bytes.subarray(0, parsedBytes);
    const buffer = (): Buffer => (state.receive === undefined ? parsed : state.bytes);
    const onread = { buffer, callback };
    const socket = connect({ ...options, onread } as NetConnectOpts, created) as ReadingSocket;
    socket[key] = state;
    socket.once('close', () => {
      connections--;
    });
    return socket;
  };
}

/**
 * From now on `receive` gets what the connection reads, in memory that is used again when it returns. Node's parser, which
 * copies every piece into fresh memory, gets no more than what waits in the stream, so that no further answer can come by
 * this connection: it has to be closed in the end. False where that cannot be had.
 */
export function takeOver(socket: Socket, receive: Receive): boolean {
  const state = (socket as ReadingSocket)[key];
  if (state === undefined) return false;
  state.receive = receive;
  return true;
}
