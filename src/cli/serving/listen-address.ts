import { err, ok, type Result } from '../../result.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:5000`, `[::1]:5000`, `registry.local:0`; a port alone means this machine. The error is one sentence. */
export function parseListenAddress(text: string): Result<ListenAddress, string> {
  const [, bracketed, name, digits = ''] =
    /^(?:(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) {
    return err(`"${text}" is no address to listen on: it looks like 127.0.0.1:5000 or [::1]:5000`);
  }
  return ok({ host: bracketed ?? name ?? '127.0.0.1', port });
}
