import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';

/** A page in a headless Chromium, driven over its DevTools protocol. */
export interface BrowserPage {
  /** Errors of scripts, of the console, of loading and of the content security policy, so far. */
  readonly errors: readonly string[];
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Starts the browser with a profile of its own, on this machine's names alone; both end with the test. */
export async function openPage(program: string): Promise<BrowserPage> {
  const profile = mkdtempSync(join(tmpdir(), 'pullthrough-browser-'));
  const child = spawn(
    program,
    [
      '--headless',
      '--remote-debugging-pipe',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      `--user-data-dir=${profile}`,
      // Chromium refuses to run as root in its sandbox; the page that it shows is our own.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const errors: string[] = [];
  const loaded: (() => void)[] = [];
  const send = connect(child, ({ method, params = {} }) => {
    if (method === 'Page.loadEventFired') for (const resolve of loaded.splice(0)) resolve();
    const told = JSON.stringify(params);
    if (method === 'Runtime.exceptionThrown' || method === 'Audits.issueAdded') errors.push(told);
    if (method === 'Runtime.consoleAPICalled' && params.type !== 'log') errors.push(told);
    if (method === 'Log.entryAdded') errors.push(told);
  });
  onTestFinished(async () => {
    // Killed, it would leave processes of its own that write to the profile while it is removed.
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    send('Browser.close').catch(() => {});
    await ended;
    clearTimeout(late);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const inPage = (method: string, parameters: object = {}): Promise<Record<string, unknown>> =>
    send(method, parameters, String(sessionId));
  for (const domain of ['Page', 'Runtime', 'Log', 'Audits', 'Accessibility'])
    await inPage(`${domain}.enable`);
  return {
    errors,
    send: inPage,
    open: async (url) => {
      const load = new Promise<void>((resolve) => loaded.push(resolve));
      const { errorText } = await inPage('Page.navigate', { url });
      if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
      await load;
    },
    evaluate: async <T>(expression: string) => {
      const asked = { expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = await inPage('Runtime.evaluate', asked);
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { readonly value: T }).value;
    },
  };
}

/** Messages are JSON texts that end with a zero byte; the browser reads descriptor 3 and writes descriptor 4. */
function connect(
  child: ChildProcess,
  heard: (message: Message) => void,
): (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>> {
  const waiting = new Map<number, (message: Message) => void>();
  const output = child.stdio[4] as Readable;
  const input = child.stdio[3] as Writable;
  input.on('error', () => {});
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id === undefined) heard(message);
      else waiting.get(message.id)?.(message);
    }
  });
  let last = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const failed = (): void => reject(new Error(`the browser ended before it answered ${method}`));
      child.once('close', failed);
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        child.off('close', failed);
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
      child.setMaxListeners(0);
      input.write(
        `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
      );
    });
}
