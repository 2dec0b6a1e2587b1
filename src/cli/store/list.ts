import type { CacheRegistry } from '../../cache/index.ts';
import { cachedReference, coveringRule } from '../../cache/index.ts';
import { formatReference, normalizeReference } from '../../image/index.ts';
import { printable } from '../../report/index.ts';
import { size } from '../../report/shared/size.ts';
import { padded } from '../../report/shared/text.ts';
import type { StoredImage } from '../../server/index.ts';
import { openConfiguration } from '../configuration.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import type { StoreListFlags } from './options.ts';
import { existingStore, withStore } from './with-store.ts';

/** `pullthrough store list`: the images of a store with their size and last use. */
export async function storeList(flags: StoreListFlags, warn: (message: string) => void): Promise<ExitCode> {
  if (flags.output !== 'pretty' && flags.output !== 'json') {
    throw new CommandError(`store list has no output format "${flags.output}". It knows pretty, json.`);
  }
  const { registry } = openConfiguration(process.cwd(), flags, warn);
  const directory = existingStore(flags);
  const library = await import('../local-registry.ts');
  const images = await withStore(library, directory, library.listStoredImages);
  const rows = images.map((image) => ({ image, name: library.nameOf(image) }));
  process.stdout.write(
    flags.output === 'json'
      ? `${JSON.stringify({ version: 1, images: rows.map((row) => imageJson(row, registry)) }, null, 2)}\n`
      : imageTable(rows),
  );
  return 0;
}

interface Row {
  readonly image: StoredImage;
  readonly name: string;
}

function imageJson({ image, name }: Row, registry: CacheRegistry): Record<string, unknown> {
  const { digest, mediaType, bytes, platforms, missing, usable, usedAt } = image;
  const cached = cachedName(name, registry);
  return {
    image: name,
    ...(cached === undefined ? {} : { cached }),
    digest,
    mediaType,
    bytes,
    platforms,
    missing,
    usable,
    lastUsed: new Date(usedAt).toISOString(),
  };
}

function cachedName(name: string, registry: CacheRegistry): string | undefined {
  const parsed = normalizeReference(name);
  if (!parsed.ok || registry.loginServer === undefined) return undefined;
  const rule = coveringRule(parsed.value.reference, registry.rules);
  const cached = rule && cachedReference(parsed.value.reference, rule, registry.loginServer);
  return cached === undefined ? undefined : formatReference(cached);
}

function imageTable(rows: readonly Row[]): string {
  if (rows.length === 0) return 'the store holds no image\n';
  const lines = padded([
    ['image', 'size', 'last use', 'platforms'],
    ...rows.map(({ image, name }) => [
      printable(name),
      size(image.bytes),
      new Date(image.usedAt).toISOString().slice(0, 16).replace('T', ' '),
      contents(image),
    ]),
  ]);
  return `${lines.map((line) => line.join('  ')).join('\n')}\n`;
}

function contents({ platforms, missing, usable }: StoredImage): string {
  const there = platforms.length === 0 && usable ? 'one' : platforms.join(', ');
  const lacking = missing.length === 0 ? '' : `without ${missing.join(', ')}`;
  return printable([there, lacking].filter((part) => part !== '').join('; '));
}
