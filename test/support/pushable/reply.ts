/** An answer; its length is its body's. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer;
}

/** An error (distribution-spec, "Error Codes"). */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = jsonBody({ errors: [{ code, message: code.toLowerCase() }] });
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

export function jsonBody(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
