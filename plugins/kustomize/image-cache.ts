/**
 * Transformer for kustomize that sends images through the cache: `apiVersion: pullthrough.dev/v1, kind: ImageCache`.
 *
 * A legacy exec plugin (kustomize, `api/internal/plugins/execplugin`): the first argument is a file with the object that
 * configures it, the manifests come on standard input as a stream of documents, and what is printed takes their place.
 * kustomize takes an empty output for "nothing left to deploy": the stream is printed whole, at the very end, or the
 * exit code is 1.
 */
import { buffer } from 'node:stream/consumers';
import {
  type CacheRegistry,
  contentOf,
  decide,
  formatReference,
  type ImageReference,
  type ImageUse,
  rewriteManifests,
  sourceText,
  type UnresolvedUse,
} from '../../src/index.ts';
import { readRegistry, utf8 } from './configuration.ts';
import { Failure, messageOf } from './failure.ts';

const input = 'the manifests on standard input';

async function run(): Promise<void> {
  const [configFile] = process.argv.slice(2);
  if (configFile === undefined) {
    throw new Failure(
      'the file with the ImageCache object is missing. kustomize runs this plugin; its README tells how to install it.',
    );
  }
  const registry = readRegistry({
    configFile,
    root: process.env.KUSTOMIZE_PLUGIN_CONFIG_ROOT || process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    warn,
  });
  const manifests = utf8(await buffer(process.stdin), input);
  process.stdout.write(transformed(manifests, registry));
}

/** The stream with every covered image going through the cache; what stays out is warned of. */
function transformed(stream: string, registry: CacheRegistry): string {
  const source = sourceText(input, stream);
  const result = rewriteManifests(source, (reference) => {
    const decision = decide(reference, registry);
    if (decision.status === 'uncovered') warnOnce(reference, 'no cache rule covers it');
    if (decision.status === 'unsupported') warnOnce(reference, decision.reason);
    return decision;
  });
  if (!result.ok) {
    const { reason, line } = result.error;
    throw new Failure(
      `${input}${line === undefined ? '' : `, line ${line}`}: ${reason}. Nothing was changed.`,
    );
  }
  const { text, left, unresolved } = result.value;
  for (const { use, reason } of left) warn(`${describe(use)} does not go through the cache: ${reason}`);
  for (const use of unresolved) warn(`${describe(use)} is not known: ${use.reason}`);
  return contentOf(source, text);
}

const warned = new Set<string>();

function warnOnce(reference: ImageReference, reason: string): void {
  const name = formatReference(reference);
  if (warned.has(name)) return;
  warned.add(name);
  warn(`${name} does not go through the cache: ${reason}`);
}

function describe({ value, object, path }: ImageUse | UnresolvedUse): string {
  return `${value} (${[object?.kind, object?.name].filter(Boolean).join(' ')}, ${path})`;
}

/** kustomize 4.5 shows this always, 5.4 and later only when the build fails. */
function warn(message: string): void {
  process.stderr.write(`pullthrough ImageCache: warning: ${message}\n`);
}

run().catch((error: unknown) => {
  const known = error instanceof Failure ? '' : 'internal error: ';
  process.stderr.write(`pullthrough ImageCache: ${known}${messageOf(error)}\n`);
  process.exitCode = 1;
});
