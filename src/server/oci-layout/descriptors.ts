import { isDigest } from '../http/digest.ts';

export interface LayoutDescriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  /** `os/architecture[/variant]` */
  readonly platform?: string;
  /** The content is with other servers, and need not be here. */
  readonly foreign: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a manifest consists of. */
export interface LayoutManifest {
  readonly mediaType?: string;
  readonly manifests: readonly LayoutDescriptor[];
  /** Configuration and layers. */
  readonly blobs: readonly LayoutDescriptor[];
}

/** Entries of one list: more than any image has. */
const maxEntries = 20_000;

/** Reads an index or a manifest. The error is a phrase that begins with the place: `manifests[3] has no digest`. */
export function readLayoutManifest(bytes: Uint8Array): LayoutManifest | string {
  const value = parseObject(bytes);
  if (value === undefined) return 'it is no JSON object';
  if (value.schemaVersion === 1)
    return 'it is a manifest of Docker schema 1, which an image layout cannot hold';
  const manifests = descriptors(value.manifests, 'manifests');
  const config = value.config === undefined || value.config === null ? [] : [value.config];
  const configs = descriptors(config, 'config');
  const layers = descriptors(value.layers ?? value.blobs, 'layers');
  for (const list of [manifests, configs, layers]) if (typeof list === 'string') return list;
  if (typeof manifests === 'string' || typeof configs === 'string' || typeof layers === 'string') return '';
  return {
    ...(typeof value.mediaType === 'string' ? { mediaType: value.mediaType } : {}),
    manifests,
    blobs: [...configs, ...layers],
  };
}

export function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  return isObject(value) ? value : undefined;
}

function descriptors(list: unknown, name: string): readonly LayoutDescriptor[] | string {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return `${name} is no list`;
  if (list.length > maxEntries) return `${name} has more than ${maxEntries} entries`;
  const found: LayoutDescriptor[] = [];
  for (const [index, entry] of list.entries()) {
    const place = `${name}[${index}]`;
    if (!isObject(entry)) return `${place} is no descriptor`;
    const { digest, size, mediaType, urls, platform, annotations } = entry;
    if (typeof digest !== 'string' || !isDigest(digest)) return `${place} has no digest`;
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return `${place} has no size`;
    const type = typeof mediaType === 'string' ? mediaType : '';
    const named = platformName(platform);
    found.push({
      digest,
      size,
      mediaType: type,
      foreign: Array.isArray(urls) && urls.length > 0 && isRestricted(type),
      annotations: isObject(annotations) ? strings(annotations) : {},
      ...(named === undefined ? {} : { platform: named }),
    });
  }
  return found;
}

/** image-spec, layer.md, "Non-Distributable Layers", and Docker's older name for them. */
function isRestricted(mediaType: string): boolean {
  return (
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.') ||
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')
  );
}

function platformName(platform: unknown): string | undefined {
  if (!isObject(platform)) return undefined;
  const { os, architecture, variant } = platform;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return [os, architecture, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join('/');
}

function strings(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
