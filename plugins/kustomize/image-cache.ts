/**
 * Sends images through the cache while something else makes the manifests: `apiVersion: pullthrough.dev/v1, kind: ImageCache`.
 * One program, run in three ways (`way-in.ts`): as a legacy exec plugin of kustomize (`api/internal/plugins/execplugin`), as a
 * KRM function (KRM Functions Specification v1), which kustomize starts as an executable or in a container, and as a filter.
 *
 * kustomize takes an empty output for "nothing left to deploy": the output is printed whole, at the very end, or the exit
 * code is 1.
 */
import { addResults, contentOf, type SourceText, sourceText } from '../../src/index.ts';
import { echoes, refuseTransformers } from './checking.ts';
import {
  type Order,
  readConfiguration,
  readOrder,
  readText,
  type Surroundings,
  utf8,
} from './configuration.ts';
import { Failure, messageOf } from './failure.ts';
import { findingsOf, messagesOf, pastTheCache, resultOf } from './findings.ts';
import { rewrite } from './rewrite.ts';
import { readInput, writeOutput } from './standard-streams.ts';
import { type WayIn, wayIn } from './way-in.ts';

const input = 'the manifests on standard input';

async function run(): Promise<void> {
  let silent = true;
  const tell = (message: string): void => {
    silent = false;
    say(message);
  };
  const source = sourceText(input, utf8(await readInput(), input));
  const way = wayIn(process.argv.slice(2), source, process.env);
  const surroundings: Surroundings = {
    root: process.env.KUSTOMIZE_PLUGIN_CONFIG_ROOT || process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    warn: (message) => tell(`warning: ${message}`),
  };
  const order = orderOf(way, source, surroundings);
  if (order.checking) refuseTransformers(source, surroundings.root);
  const rewritten = rewrite(source, way.kind === 'function' ? way.list : undefined, order);
  // Only a function has somebody to tell what it did.
  const isTold = order.checking || way.kind === 'function';
  const findings = (isTold ? findingsOf : pastTheCache)(rewritten, order.checking);
  for (const message of messagesOf(findings)) tell(message);
  const failed = findings.some(({ severity }) => severity === 'error');
  if (failed) process.exitCode = 1;
  let isOut = true;
  if (way.kind === 'function') {
    const text = order.checking ? echoes(source) : rewritten.text;
    isOut = writeOutput(contentOf(source, addResults(text, findings.map(resultOf))));
  } else if (!order.checking) {
    isOut = writeOutput(contentOf(source, rewritten.text));
  }
  // By itself Node ends when all is compiled that it compiles in the background.
  if (isOut && silent) process.exit();
}

function orderOf(way: WayIn, { text }: SourceText, surroundings: Surroundings): Order {
  switch (way.kind) {
    case 'legacy':
      return readOrder(readText(way.configFile, 'the ImageCache'), surroundings);
    case 'function':
      if (way.list.functionConfig !== undefined)
        return readOrder(imageCacheOf(way.list.arguments) ?? way.list.functionConfig, surroundings);
      throw new Failure('the ResourceList has no functionConfig. It has to hold an ImageCache.');
    case 'filter':
      // kustomize builds what has no resources; whoever pipes nothing has lost something before the pipe.
      if (text.trim() === '')
        throw new Failure('standard input is empty: there are no manifests to rewrite.');
      return { ...readConfiguration(way.config, '--config', surroundings), checking: false };
  }
}

/** The ImageCache that arguments stand for: each is a key of its `spec`. */
function imageCacheOf(given: Readonly<Record<string, string>> | undefined): string | undefined {
  if (given === undefined) return undefined;
  const metadata = { name: 'arguments' };
  return JSON.stringify({ apiVersion: 'pullthrough.dev/v1', kind: 'ImageCache', metadata, spec: given });
}

/** kustomize 4.5 shows this always; 5.4 and later show what a legacy plugin says only when the build fails. */
function say(message: string): void {
  process.stderr.write(`pullthrough ImageCache: ${message}\n`);
}

run().catch((error: unknown) => {
  say(error instanceof Failure ? error.message : `internal error: ${messageOf(error)}`);
  process.exitCode = 1;
});
