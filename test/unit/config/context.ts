import { type ConfigContext, type ConfigFile, readConfig } from '../../../src/config/index.ts';
import { sourceText } from '../../../src/text/index.ts';

export const context: ConfigContext = {
  checks: [
    { id: 'PT001', slug: 'uncovered-image', summary: 'An image is not served by the cache.' },
    { id: 'PT005', slug: 'mutable-tag' },
  ],
  today: '2026-06-15',
};

export function read(text: string): ConfigFile {
  return readConfig(sourceText('pullthrough.yaml', text), context);
}

/** What is wrong, one line each: place, code, message, hint. */
export function problems(text: string): readonly string[] {
  return read(text).problems.map(
    ({ line, column, severity, code, message, hint }) =>
      `${line}:${column} ${severity} ${code}: ${message}${hint === undefined ? '' : ` | ${hint}`}`,
  );
}
