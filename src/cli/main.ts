import { CommandError } from './exit.ts';
import { run } from './program.ts';

/** A closed pipe (`| head`) ends the program quietly, as it does for every other filter. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

function report(error: unknown): void {
  if (error instanceof CommandError) {
    process.stderr.write(`error: ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`  ${error.hint}\n`);
    return;
  }
  const known = error as NodeJS.ErrnoException;
  if (known instanceof Error && typeof known.code === 'string' && known.syscall !== undefined) {
    process.stderr.write(`error: ${known.message}\n`);
    return;
  }
  process.stderr.write(`internal error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.stderr.write(
    '  This is a defect of pullthrough. Set PULLTHROUGH_DEBUG=1 for the stack and report it.\n',
  );
  if (process.env.PULLTHROUGH_DEBUG === '1' && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  report(error);
  process.exitCode = 2;
}
