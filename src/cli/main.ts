import { describeSystemError } from '../host/index.ts';
import { CommandError } from './exit.ts';
import { run } from './program.ts';
import { say } from './say.ts';

/**
 * A reader that has seen enough (`| head`) is no error: the work goes on, files are still written, and the verdict stays
 * the exit code. Any other failure loses a part of the report, and whoever waits for it has to know.
 */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  say(`error: standard output: ${describeSystemError(error.code ?? error.message)}`);
  process.exit(2);
});

function report(error: unknown): void {
  if (error instanceof CommandError) {
    for (const line of `error: ${error.message}`.split('\n')) say(line);
    if (error.hint !== undefined) say(`  ${error.hint}`);
    return;
  }
  const known = error as NodeJS.ErrnoException;
  if (known instanceof Error && typeof known.code === 'string' && known.syscall !== undefined) {
    say(`error: ${known.message}`);
    return;
  }
  say(`internal error: ${error instanceof Error ? error.message : String(error)}`);
  say('  This is a defect of pullthrough. Set PULLTHROUGH_DEBUG=1 for the stack and report it.');
  if (process.env.PULLTHROUGH_DEBUG === '1' && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    report(error);
    process.exitCode = 2;
  },
);
