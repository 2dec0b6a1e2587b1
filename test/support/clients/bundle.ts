import { type Content, content, type Document } from '../server/images.ts';

/** What is pushed together: blobs, manifests in the order in which they can be pushed, and the name of the last one. */
export interface Bundle {
  readonly blobs: readonly Content[];
  readonly manifests: readonly Document[];
  /** Undefined for what is only pulled by digest. */
  readonly tag?: string;
}

/** The manifest that the tag names. */
export function rootOf({ manifests }: Bundle): Document {
  const root = manifests.at(-1);
  if (root === undefined) throw new Error('a bundle without a manifest');
  return root;
}

/** The architecture of images that this machine's runtimes pull, in Go's words. */
export const nativeArchitecture: string = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** What a runtime of this machine makes of the bundle: the manifest of its platform. */
export function nativeManifest(bundle: Bundle): Document {
  const root = rootOf(bundle);
  const { manifests = [] } = JSON.parse(root.bytes.toString()) as {
    manifests?: { digest: string; platform: { architecture: string } }[];
  };
  const wanted = manifests.find(({ platform }) => platform.architecture === nativeArchitecture)?.digest;
  return bundle.manifests.find(({ digest }) => digest === wanted) ?? root;
}

export function configOf({ bytes }: Document): string {
  return (JSON.parse(bytes.toString()) as { config: { digest: string } }).config.digest;
}

/** Pushes by the distribution specification, by digest and then by tag, without any client's own ideas of manifests. */
export async function pushBundle(registryUrl: string, repository: string, bundle: Bundle): Promise<void> {
  const base = `${registryUrl}/v2/${repository}`;
  for (const { bytes, digest } of bundle.blobs) {
    const begun = await send(`${base}/blobs/uploads/`, 'POST');
    const target = new URL(begun.headers.get('location') ?? '', registryUrl);
    target.searchParams.set('digest', digest);
    await send(target.href, 'PUT', bytes, 'application/octet-stream');
  }
  for (const { bytes, digest, mediaType } of bundle.manifests) {
    await send(`${base}/manifests/${digest}`, 'PUT', bytes, mediaType);
  }
  const { bytes, mediaType } = rootOf(bundle);
  if (bundle.tag !== undefined) await send(`${base}/manifests/${bundle.tag}`, 'PUT', bytes, mediaType);
}

async function send(url: string, method: string, body?: Buffer, type?: string): Promise<Response> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
  return response;
}

/** The configuration of what is no image (image-spec, "Guidance for an Empty Descriptor"). */
export const emptyConfig: Content = content('{}');
