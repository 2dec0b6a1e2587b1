import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Content, content, type Document, descriptor, document } from '../server/images.ts';
import { type Bundle, emptyConfig, nativeArchitecture, pushBundle } from './bundle.ts';
import { tarArchive } from './tar.ts';
import { zstdFrame } from './zstd.ts';

const oci = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;
const docker = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const;
const zstdLayer = 'application/vnd.oci.image.layer.v1.tar+zstd';

interface Layer extends Content {
  readonly mediaType: string;
  /** The digest of the archive. */
  readonly diffId: string;
}

function layer(files: Readonly<Record<string, Buffer>>, mediaType: string): Layer {
  const archive = tarArchive(files);
  const packed = mediaType === zstdLayer ? zstdFrame(archive) : gzipSync(archive, { level: 1 });
  return { ...content(packed), mediaType, diffId: content(archive).digest };
}

interface Image {
  readonly manifest: Document;
  readonly blobs: readonly Content[];
  readonly architecture: string;
}

/** An image that runtimes unpack: its configuration names the archives of its layers. */
function image(architecture: string, layers: readonly Layer[], types: typeof oci | typeof docker): Image {
  const config = content(
    JSON.stringify({
      architecture,
      os: 'linux',
      config: { Cmd: ['/hello'] },
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
      history: layers.map((_, at) => ({ created_by: `layer ${at}` })),
    }),
  );
  const manifest = document(
    {
      schemaVersion: 2,
      mediaType: types.manifest,
      config: descriptor(config, types.config),
      layers: layers.map((entry) => descriptor(entry, entry.mediaType)),
    },
    types.manifest,
  );
  return { manifest, blobs: [config, ...layers], architecture };
}

function index(images: readonly Image[], others: readonly object[], mediaType: string): Document {
  const entries = images.map(({ manifest, architecture }) => ({
    ...descriptor(manifest, manifest.mediaType),
    platform: { os: 'linux', architecture },
  }));
  return document({ schemaVersion: 2, mediaType, manifests: [...entries, ...others] }, mediaType);
}

/** An artifact: an image manifest whose type is not an image's. */
function artifact(artifactType: string, layers: readonly Content[], more: object = {}): Document {
  return document(
    {
      schemaVersion: 2,
      mediaType: oci.manifest,
      artifactType,
      config: descriptor(emptyConfig, 'application/vnd.oci.empty.v1+json'),
      layers: layers.map((entry) => descriptor(entry, artifactType)),
      ...more,
    },
    oci.manifest,
  );
}

const megabyte = 1024 * 1024;

/** An index for two platforms, with a large layer, an empty one, and the attestation that BuildKit adds. */
function app(): Bundle {
  const shared = [
    layer({ 'data.bin': randomBytes(24 * megabyte) }, oci.layer),
    layer({}, oci.layer),
    layer({ 'etc/hello': Buffer.from('hello\n') }, oci.layer),
  ];
  const images = ['amd64', 'arm64'].map((architecture) =>
    image(architecture, [...shared, layer({ 'bin/hello': Buffer.from(architecture) }, oci.layer)], oci),
  );
  const statement = content(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1' }));
  const attestation = artifact('application/vnd.in-toto+json', [statement]);
  const attested = {
    ...descriptor(attestation, oci.manifest),
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    platform: { os: 'unknown', architecture: 'unknown' },
  };
  return {
    blobs: [...images.flatMap(({ blobs }) => blobs), statement, emptyConfig],
    manifests: [...images.map(({ manifest }) => manifest), attestation, index(images, [attested], oci.index)],
    tag: '1.0',
  };
}

/** Docker's own formats: a manifest list of schema 2 manifests. */
function legacy(): Bundle {
  const images = ['amd64', 'arm64'].map((architecture) =>
    image(architecture, [layer({ 'bin/old': Buffer.from(architecture) }, docker.layer)], docker),
  );
  return {
    blobs: images.flatMap(({ blobs }) => blobs),
    manifests: [...images.map(({ manifest }) => manifest), index(images, [], docker.index)],
    tag: '2.1',
  };
}

/** One platform, without an index. */
function tool(layerType: string = oci.layer): Bundle {
  const only = image(nativeArchitecture, [layer({ 'bin/tool': randomBytes(megabyte) }, layerType)], oci);
  return { blobs: only.blobs, manifests: [only.manifest], tag: 'latest' };
}

/** A signature as cosign keeps it where there are no referrers: under a tag that is made of the digest. */
function signature(subject: Document): Bundle {
  const payload = content(
    JSON.stringify({ critical: { image: { 'docker-manifest-digest': subject.digest } } }),
  );
  const signed = artifact('application/vnd.dev.cosign.simplesigning.v1+json', [payload]);
  return {
    blobs: [payload, emptyConfig],
    manifests: [signed],
    tag: `${subject.digest.replace(':', '-')}.sig`,
  };
}

/** Something that refers to an image by its `subject`, with what registries without a referrers API keep beside it. */
function referrer(subject: Document): readonly Bundle[] {
  const bill = content(JSON.stringify({ spdxVersion: 'SPDX-2.3' }));
  const artifactType = 'application/spdx+json';
  const annotations = { 'org.example.kind': 'sbom' };
  const manifest = artifact(artifactType, [bill], {
    subject: descriptor(subject, subject.mediaType),
    annotations,
  });
  const listed = { ...descriptor(manifest, oci.manifest), artifactType, annotations };
  const fallback = document({ schemaVersion: 2, mediaType: oci.index, manifests: [listed] }, oci.index);
  return [
    { blobs: [bill, emptyConfig], manifests: [manifest] },
    { blobs: [], manifests: [fallback], tag: subject.digest.replace(':', '-') },
  ];
}

export interface Shelf {
  /** `library/app:1.0` */
  readonly app: Bundle;
  /** `library/legacy:2.1` */
  readonly legacy: Bundle;
  /** `library/tool:latest` */
  readonly tool: Bundle;
  /** `library/packed:latest`: a zstd layer. */
  readonly packed: Bundle;
  readonly signature: Bundle;
  /** The manifest whose subject is the app's index. */
  readonly referrer: Document;
}

/** Pushes images of every kind that clients pull, made anew. */
export async function fillShelf(registryUrl: string): Promise<Shelf> {
  const shelf = { app: app(), legacy: legacy(), tool: tool(), packed: tool(zstdLayer) };
  for (const [name, bundle] of Object.entries(shelf)) {
    await pushBundle(registryUrl, `library/${name}`, bundle);
  }
  const subject = shelf.app.manifests.at(-1) as Document;
  const signed = signature(subject);
  await pushBundle(registryUrl, 'library/app', signed);
  const [refers, fallback] = referrer(subject) as [Bundle, Bundle];
  await pushBundle(registryUrl, 'library/app', refers);
  await pushBundle(registryUrl, 'library/app', fallback);
  return { ...shelf, signature: signed, referrer: refers.manifests[0] as Document };
}
