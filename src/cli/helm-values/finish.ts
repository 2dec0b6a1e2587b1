import { join, resolve } from 'node:path';
import { readText, statusAt, writeText } from '../../host/index.ts';
import { unifiedDiff } from '../../text/index.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { say } from '../say.ts';
import type { Made } from './made.ts';
import type { HelmValuesFlags } from './options.ts';

const mostBytes = 10_000_000;
const mark = 'Made by `pullthrough helm-values`';

/** Prints what was made, writes it or compares it; `isOne`: `--output` is its file, and not a folder of several. */
export function finish(made: readonly Made[], isOne: boolean, flags: HelmValuesFlags): ExitCode {
  const { output } = flags;
  if (output === undefined) return finishWithout(made, flags);
  if (!isOne && statusAt(output)?.isDirectory() === false)
    throw new CommandError(`--output: ${output} is a file, and a folder is needed for several charts`);
  const codes = made
    .filter(({ redirects }) => isOne || redirects)
    .map((each) => finishFile(isOne ? output : join(output, each.file), each.text, flags));
  return codes.includes(1) ? 1 : 0;
}

function finishWithout(made: readonly Made[], { check }: HelmValuesFlags): ExitCode {
  if (check !== true) {
    const all = made.filter(({ redirects }) => redirects || made.length === 1);
    process.stdout.write(all.map(({ text }) => text).join('---\n'));
    return 0;
  }
  const open = made.filter(({ redirects }) => redirects);
  for (const { name } of open) say(`${name}: does not send all of its images through the cache`);
  return open.length === 0 ? 0 : 1;
}

function finishFile(output: string, text: string, { check, diff }: HelmValuesFlags): ExitCode {
  const path = resolve(output);
  const before = statusAt(path) === undefined ? undefined : contentOf(path, output);
  if (diff === true) process.stdout.write(unifiedDiff(output, before ?? '', text));
  if (check === true) {
    if (before === text) return 0;
    say(`${output}: ${before === undefined ? 'does not exist' : 'is not what it would be now'}`);
    return 1;
  }
  if (diff === true || before === text) return 0;
  const written = writeText({ path, content: text, overwrite: true });
  if (!written.ok) throw new CommandError(`${output}: ${written.error.message}`);
  say(`${output}: written`);
  return 0;
}

/** Only a file that was made like this is written anew: values files are most often somebody's own. */
function contentOf(path: string, output: string): string {
  const read = readText(path, { maxBytes: mostBytes });
  if (read.kind !== 'text' || (read.text.trim() !== '' && !read.text.slice(0, 1_000).includes(mark)))
    throw new CommandError(
      `${output} was not made by \`pullthrough helm-values\`, and is left as it is`,
      'Name another file: helm takes any number of --values.',
    );
  return read.text;
}
