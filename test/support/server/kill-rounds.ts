import { setTimeout as delay } from 'node:timers/promises';
import { repository, startPullthrough } from '../cli.ts';
import { ask } from './ask.ts';
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.ts';
import { type Content, content, type Document, imageManifest, randomBlob } from './images.ts';
import { leftovers, storedDigests } from './store-files.ts';

interface Image {
  readonly tag: string;
  readonly manifest: Document;
  readonly blobs: readonly Content[];
}

export interface KillReport {
  /** Answers that came to their end, of how many that were asked for. */
  readonly complete: number;
  readonly asked: number;
  /** Rounds in which a fill was cut. */
  readonly cut: number;
  /** Answers that were complete and wrong. */
  readonly wrong: readonly string[];
  readonly stored: number;
  readonly leftovers: readonly string[];
  /** Images that did not come whole from the last server, and from one without upstream. */
  readonly missing: readonly string[];
  readonly missingOffline: readonly string[];
}

const rules =
  'registry: team.azurecr.io\nrules:\n  - { name: docker-hub, source: docker.io/*, target: hub/* }\n';

/**
 * `kill -9` again and again: in each round a server (the program itself) starts on the one store, a new image and an older one
 * are pulled by several clients, and the server is killed at a random moment. After each round every blob that the store keeps
 * is compared with its name.
 */
export async function killRounds(rounds: number, storeDir: string): Promise<KillReport> {
  const images: Image[] = [];
  const upstream = await startFakeUpstream({ 'library/app': { tags: {}, blobs: [] } });
  upstream.fault = ({ url }) =>
    url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 60_000, pauseMs: 12 } : undefined;
  const known = new Set<string>();
  const wrong: string[] = [];
  let [complete, asked, cut] = [0, 0, 0];
  try {
    for (let round = 0; round < rounds; round++) {
      addImage(upstream, images, round);
      const older = images[Math.floor(Math.random() * images.length)];
      const server = await startServe(storeDir, upstream.url);
      const pulls = [images.at(-1), images.at(-1), older].flatMap((image) => questions(server.url, image));
      const answers = Promise.all(
        pulls.map(async ({ url, expected }) => {
          const answer = await ask(url).catch(() => undefined);
          asked++;
          if (answer?.complete !== true || answer.status !== 200) return false;
          complete++;
          if (!answer.body.equals(expected)) wrong.push(`round ${round}: ${url}`);
          return true;
        }),
      );
      await delay(Math.random() * 300);
      server.child.kill('SIGKILL');
      await server.ended;
      if ((await answers).includes(false)) cut++;
      for (const digest of await storedDigests(storeDir, known)) known.add(digest);
    }
    const last = await startServe(storeDir, upstream.url);
    const missing = await missingImages(last.url, images);
    last.child.kill('SIGTERM');
    await last.ended;
    const stored = (await storedDigests(storeDir)).length;
    await upstream.kill();
    const offline = await startServe(storeDir, upstream.url, '--offline');
    const missingOffline = await missingImages(offline.url, images);
    offline.child.kill('SIGTERM');
    await offline.ended;
    const left = await leftovers(storeDir);
    return { complete, asked, cut, wrong, stored, leftovers: left, missing, missingOffline };
  } finally {
    await upstream.kill();
  }
}

function addImage(upstream: FakeUpstream, images: Image[], round: number): void {
  const layers = [randomBlob(300_000 + round), randomBlob(Math.ceil(Math.random() * 1_500_000))];
  const config = content(JSON.stringify({ round }));
  const image = { tag: `t${round}`, manifest: imageManifest(layers, config), blobs: [config, ...layers] };
  images.push(image);
  upstream.repositories['library/app'] = {
    tags: Object.fromEntries(images.map(({ tag, manifest }) => [tag, manifest])),
    blobs: images.flatMap(({ blobs }) => blobs),
  };
}

function questions(
  url: string,
  image: Image | undefined,
): readonly { readonly url: string; readonly expected: Buffer }[] {
  if (image === undefined) return [];
  const base = `${url}/v2/hub/library/app`;
  const { tag, manifest, blobs } = image;
  return [
    { url: `${base}/manifests/${tag}`, expected: manifest.bytes },
    { url: `${base}/manifests/${manifest.digest}`, expected: manifest.bytes },
    ...blobs.map(({ digest, bytes }) => ({ url: `${base}/blobs/${digest}`, expected: bytes })),
  ];
}

async function missingImages(url: string, images: readonly Image[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const image of images) {
    for (const question of questions(url, image)) {
      const answer = await ask(question.url).catch(() => undefined);
      const right = answer?.complete === true && answer.body.equals(question.expected);
      if (!right) missing.push(`${image.tag} ${question.url}`);
    }
  }
  return missing;
}

async function startServe(storeDir: string, upstreamUrl: string, ...more: readonly string[]) {
  const args = ['serve', '--listen', '127.0.0.1:0', '--store', storeDir, '--ttl', '0'];
  const cwd = repository({ 'pullthrough.yaml': rules });
  const running = startPullthrough([...args, '--upstream', `docker.io=${upstreamUrl}`, ...more], cwd);
  const { child, output, ended } = running;
  while (!output.stdout.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}: ${output.stderr}`);
    await delay(5);
  }
  return { child, ended, url: output.stdout.trim().replace('listening on ', '') };
}
