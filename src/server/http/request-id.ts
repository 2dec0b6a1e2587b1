import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const accepted = /^[\w.-]{1,64}$/;

/** Gives requests their names: what a proxy before us called one, else a number that no other run of the server gives. */
export function requestIds(): (request: IncomingMessage) => string {
  const run = randomBytes(4).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && accepted.test(given) ? given : `${run}-${++count}`;
  };
}
