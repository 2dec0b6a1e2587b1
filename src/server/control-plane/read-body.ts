import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../../result.ts';
import type { ArmError } from './answer.ts';
import { invalidContent } from './json.ts';

/** ARM takes 4 MiB; no request that is answered here has a hundredth of it. */
const limit = 1024 * 1024;

/** The JSON of a request; undefined when it has none. The error is the client's; a connection that breaks rejects. */
export async function readBody(request: IncomingMessage): Promise<Result<unknown, ArmError>> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left early the stream must not be destroyed: the connection is what the refusal goes out on.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) {
      request.resume();
      return err(invalidContent(`it has more than ${limit} bytes`));
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return ok(undefined);
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return err(invalidContent(error instanceof Error ? error.message : 'it is no JSON'));
  }
}
