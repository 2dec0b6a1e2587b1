import { describe, expect, it } from 'vitest';
import { equalLocks, formatLock, type LockedImage, mergeLock, parseLock } from '../../../src/pin/index.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const index = 'application/vnd.oci.image.index.v1+json';

const nginx: LockedImage = {
  repository: 'docker.io/library/nginx',
  tag: '1.25',
  digest: digest('a'),
  mediaType: index,
  platforms: ['linux/amd64', 'linux/arm64/v8'],
  resolved: '2027-01-31T08:00:00Z',
};
const pause: LockedImage = {
  repository: 'registry.k8s.io/pause',
  tag: '3.10',
  digest: digest('b'),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  resolved: '2027-01-31T08:00:01Z',
};

function lockOf(...images: readonly LockedImage[]): ReadonlyMap<string, LockedImage> {
  return new Map(images.map((image) => [`${image.repository}:${image.tag}`, image]));
}

function read(text: string): ReadonlyMap<string, LockedImage> {
  const parsed = parseLock(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('the lock file', () => {
  it('is sorted, one field a line', () => {
    expect(formatLock(lockOf(pause, nginx))).toBe(`{
  "version": 1,
  "images": [
    {
      "repository": "docker.io/library/nginx",
      "tag": "1.25",
      "digest": "${digest('a')}",
      "mediaType": "application/vnd.oci.image.index.v1+json",
      "platforms": ["linux/amd64", "linux/arm64/v8"],
      "resolved": "2027-01-31T08:00:00Z"
    },
    {
      "repository": "registry.k8s.io/pause",
      "tag": "3.10",
      "digest": "${digest('b')}",
      "mediaType": "application/vnd.oci.image.manifest.v1+json",
      "resolved": "2027-01-31T08:00:01Z"
    }
  ]
}
`);
  });

  it('without images', () => {
    expect(formatLock(new Map())).toBe('{\n  "version": 1,\n  "images": []\n}\n');
    expect(read(formatLock(new Map())).size).toBe(0);
  });

  it('is read with a byte order mark and with line ends of Windows', () => {
    const text = `\ufeff${formatLock(lockOf(nginx, pause)).replaceAll('\n', '\r\n')}`;
    expect(equalLocks(read(text), lockOf(nginx, pause))).toBe(true);
  });
});

describe('what is no lock file', () => {
  const image = (fields: Record<string, unknown>): string =>
    JSON.stringify({ version: 1, images: [{ ...nginx, ...fields }] });
  it.each([
    ['nothing', '', 'syntax', /^not JSON/],
    ['a merge', `{\n<<<<<<< ours\n"version": 1`, 'syntax', /marks of a merge/],
    ['a list', '[]', 'shape', /no object/],
    ['no version', '{"images": []}', 'version', /has no version; this release reads 1/],
    ['another version', '{"version": 2, "images": []}', 'version', /has the version 2/],
    ['no images', '{"version": 1}', 'shape', /images is no list/],
    ['another field', '{"version": 1, "images": [], "a": 1}', 'shape', /unknown field "a"/],
    ['an entry that is none', '{"version": 1, "images": ["nginx"]}', 'shape', /images\[0\] is no object/],
    ['another field of an entry', image({ note: '' }), 'shape', /images\[0\] has an unknown field "note"/],
    ['no digest', image({ digest: undefined }), 'shape', /images\[0\]\.digest is no text/],
    ['a short digest', image({ digest: 'sha256:abc' }), 'shape', /no whole reference/],
    ['a digest with a line break', image({ digest: `${digest('a')}\n` }), 'shape', /no whole reference/],
    ['a short name', image({ repository: 'nginx' }), 'shape', /not written with its registry/],
    ['a tag that is none', image({ tag: 'a b' }), 'shape', /no whole reference/],
    ['a tag with a digest', image({ tag: `1@${digest('b')}` }), 'shape', /no whole reference/],
    ['platforms that are none', image({ platforms: [1] }), 'shape', /platforms is no list of texts/],
    ['a time that is none', image({ resolved: 'today' }), 'shape', /resolved is no time/],
    ['an impossible time', image({ resolved: '2027-13-01T00:00:00Z' }), 'shape', /resolved is no time/],
    ['an image twice', JSON.stringify({ version: 1, images: [nginx, nginx] }), 'shape', /images\[1\].*twice/],
  ])('%s', (_, text, code, message) => {
    expect(parseLock(text)).toEqual({ ok: false, error: { code, message: expect.stringMatching(message) } });
  });
});

describe('a lock with new answers', () => {
  const now = new Date('2027-02-01T00:00:00.500Z');
  const answered = (image: LockedImage, fields: Partial<LockedImage> = {}) => {
    const { repository, tag, digest, mediaType, platforms } = { ...image, ...fields };
    const answer = { digest, mediaType, ...(platforms === undefined ? {} : { platforms }) };
    return new Map([[`${repository}:${tag}`, { repository, tag, answer }]]);
  };

  it('keeps the entry, and its time, of what is the same', () => {
    const merged = mergeLock(lockOf(nginx, pause), answered(nginx), () => true, now);
    expect(equalLocks(merged, lockOf(nginx, pause))).toBe(true);
    expect(formatLock(merged)).toBe(formatLock(lockOf(nginx, pause)));
  });

  it('keeps the platforms where the answer has none', () => {
    const { platforms, ...bare } = nginx;
    const merged = mergeLock(lockOf(nginx), answered(bare), () => true, now);
    expect(merged.get('docker.io/library/nginx:1.25')).toEqual(nginx);
    const learned = mergeLock(lockOf(bare), answered(nginx), () => true, now);
    expect(learned.get('docker.io/library/nginx:1.25')).toEqual({ ...bare, platforms });
  });

  it('takes what is another digest whole, with the time of now', () => {
    const merged = mergeLock(
      lockOf(nginx),
      answered(pause, { ...nginx, digest: digest('c'), platforms: [] }),
      () => true,
      now,
    );
    expect(merged.get('docker.io/library/nginx:1.25')).toEqual({
      ...nginx,
      digest: digest('c'),
      platforms: [],
      resolved: '2027-02-01T00:00:00Z',
    });
  });

  it('gives up what nothing uses', () => {
    const merged = mergeLock(lockOf(nginx, pause), new Map(), (key) => key.startsWith('docker.io/'), now);
    expect([...merged.keys()]).toEqual(['docker.io/library/nginx:1.25']);
  });

  it.each([
    ['the digest', { digest: digest('c') }],
    ['the type', { mediaType: 'x/y' }],
    ['the time', { resolved: '2027-01-31T08:00:09Z' }],
    ['the platforms', { platforms: ['linux/amd64'] }],
  ])('differs by %s', (_, fields) => {
    expect(equalLocks(lockOf(nginx), lockOf({ ...nginx, ...fields }))).toBe(false);
  });
});
