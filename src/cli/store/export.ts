import { resolve } from 'node:path';
import type { CacheRegistry } from '../../cache/index.ts';
import { createProgress } from '../../host/index.ts';
import { formatReference, normalizeReference, withDefaultTag } from '../../image/index.ts';
import { size } from '../../report/shared/size.ts';
import { counted } from '../../report/shared/text.ts';
import type { OpenedStore, StoredImage } from '../../server/index.ts';
import { openConfiguration } from '../configuration.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { say } from '../say.ts';
import { interruptible } from '../serving/interruptible.ts';
import type { LocalRegistry } from '../serving/library.ts';
import type { StoreFlags } from './options.ts';
import { existingStore, withStore } from './with-store.ts';

/** `pullthrough store export TARGET [IMAGE...]`: images of a store as an OCI image layout, a directory or an archive. */
export async function storeExport(
  target: string,
  names: readonly string[],
  flags: StoreFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  if (/\.(?:tgz|tar\.\w+)$/i.test(target)) {
    throw new CommandError(
      `${target}: an archive is written as it is`,
      'name it .tar and compress it afterwards',
    );
  }
  const { registry } = openConfiguration(process.cwd(), flags, warn);
  const directory = existingStore(flags);
  const library = await import('../local-registry.ts');
  const exported = await interruptible((signal) =>
    withStore(library, directory, async (open) => {
      const images = await chosen(library, open, names, registry, warn);
      const progress = createProgress(process.stderr, () => performance.now());
      let bytes = 0;
      const onBytes = (more: number): void => {
        bytes += more;
        progress.update(`${size(bytes)} exported`);
      };
      try {
        return await library.exportLayout(open, images, { target: resolve(target), signal, onBytes });
      } finally {
        progress.clear();
      }
    }),
  );
  if (!exported.ok) throw new CommandError(exported.error.message);
  const { images, blobs, bytes } = exported.value;
  if (flags.quiet !== true) {
    say(`${counted(images, 'image')} exported to ${target}: ${counted(blobs, 'blob')}, ${size(bytes)}`);
  }
  return 0;
}

async function chosen(
  library: LocalRegistry,
  open: OpenedStore,
  names: readonly string[],
  registry: CacheRegistry,
  warn: (message: string) => void,
): Promise<readonly StoredImage[]> {
  const images =
    names.length === 0 ? await library.listStoredImages(open) : await named(library, open, names, registry);
  const usable = images.filter((image) => {
    const name = library.nameOf(image);
    if (image.usable) return true;
    if (names.length > 0)
      throw new CommandError(`${name} is not whole in the store: pull it first, with its layers`);
    warn(`${name} is not whole in the store, and is left out`);
    return false;
  });
  for (const image of usable) {
    if (image.missing.length > 0)
      warn(`${library.nameOf(image)} is exported without ${image.missing.join(', ')}`);
  }
  if (usable.length === 0) throw new CommandError('the store holds no image that could be exported');
  return usable;
}

async function named(
  { readStoredImage, storedTag, upstreamOf }: LocalRegistry,
  open: OpenedStore,
  names: readonly string[],
  registry: CacheRegistry,
): Promise<readonly StoredImage[]> {
  const images: StoredImage[] = [];
  for (const name of new Set(names)) {
    const parsed = normalizeReference(name);
    if (!parsed.ok) throw new CommandError(`${JSON.stringify(name)} is no reference: ${parsed.error.reason}`);
    const reference = withDefaultTag(parsed.value.reference);
    // Without a rule for it, it may have been stored when there was one.
    const upstream = upstreamOf(reference, registry) ?? reference;
    const repository = `${upstream.registry}/${upstream.repository}`;
    const { tag } = reference;
    const digest =
      reference.digest ?? (tag === undefined ? undefined : await storedTag(open, repository, tag));
    const image =
      digest === undefined
        ? undefined
        : await readStoredImage(open, repository, {
            digest,
            ...(tag === undefined ? {} : { tag }),
          });
    if (image === undefined) {
      throw new CommandError(
        `${formatReference(reference)} is not in the store`,
        '`pullthrough store list` lists what is',
      );
    }
    images.push(image);
  }
  return images;
}
