import type { CacheRegistry } from '../../cache/index.ts';
import { createProgress } from '../../host/index.ts';
import { type ImageReference, normalizeReference } from '../../image/index.ts';
import { size } from '../../report/shared/size.ts';
import { counted } from '../../report/shared/text.ts';
import { openConfiguration } from '../configuration.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { say } from '../say.ts';
import { interruptible } from '../serving/interruptible.ts';
import type { LocalRegistry } from '../serving/library.ts';
import { requireServableRules } from '../serving/servable-rules.ts';
import { prepareStore } from '../serving/store-directory.ts';
import type { StoreImportFlags } from './options.ts';
import { withStore } from './with-store.ts';

/** `pullthrough store import LAYOUT`: the images of an OCI image layout, under the upstream repositories that the rules lead them to. */
export async function storeImport(
  path: string,
  flags: StoreImportFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const { registry } = openConfiguration(process.cwd(), flags, warn);
  requireServableRules(registry);
  const as = flags.as === undefined ? undefined : referenceOf(flags.as);
  const directory = prepareStore(flags.store, process.env);
  const library = await import('../local-registry.ts');
  const told = await interruptible((signal) => importFrom(library, path, directory, registry, as, signal));
  if (told.missing.length > 0) warn(`the layout lacks ${told.missing.join(', ')}`);
  if (flags.quiet !== true) {
    say(`${counted(told.images, 'image')} imported: ${counted(told.blobs, 'blob')}, ${size(told.bytes)}`);
  }
  return 0;
}

async function importFrom(
  library: LocalRegistry,
  path: string,
  directory: string,
  registry: CacheRegistry,
  as: ImageReference | undefined,
  signal: AbortSignal,
) {
  const source = await library.openLayoutSource(path);
  if (source === undefined) throw new CommandError(`${path}: there is no such directory or archive`);
  if (!source.ok) throw new CommandError(source.error.message);
  const progress = createProgress(process.stderr, () => performance.now());
  try {
    const listed = await library.readLayoutIndex(source.value, path);
    if (!listed.ok) throw new CommandError(listed.error.message);
    const placed = library.placeImages(listed.value, registry, as);
    if (!placed.ok) throw new CommandError(placed.error.message);
    if (placed.value.length === 0) throw new CommandError(`${path}: its index.json lists no image`);
    let bytes = 0;
    const onBytes = (more: number): void => {
      bytes += more;
      progress.update(`${size(bytes)} imported`);
    };
    const imported = await withStore(library, directory, ({ store }) =>
      library.importLayout(store, source.value, path, placed.value, { signal, onBytes, now: Date.now }),
    );
    if (!imported.ok) throw new CommandError(imported.error.message);
    return { images: placed.value.length, ...imported.value };
  } finally {
    progress.clear();
    await source.value.close();
  }
}

function referenceOf(text: string): ImageReference {
  const parsed = normalizeReference(text);
  if (parsed.ok) return parsed.value.reference;
  throw new CommandError(`--as ${text}: this is no reference: ${parsed.error.reason}`);
}
