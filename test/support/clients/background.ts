import type { ChildProcess } from 'node:child_process';

/** Waits until a program that runs beside the test has written what matches. */
export function firstMatch(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let written = '';
    const read = (text: string): void => {
      written = (written + text).slice(-100_000);
      const match = pattern.exec(written);
      if (match !== null) resolve(match);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${written}`)));
  });
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('close', () => resolve()));
}
