import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';
import { type TarFile, tar } from '../support/tar.ts';

const named = (name: string, more = ''): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: x, image: "${image}"}]}\n`;

const own: TarFile = { path: 'x/Chart.yaml', text: named('x') };
const far: TarFile = { path: 'x/templates/p.yaml', text: pod('far.example/x:1') };
const packed = (...files: readonly TarFile[]): Buffer => gzipSync(tar(files));
const pax = (text: string): TarFile => ({ path: 'pax', type: 'x', text });

/** What is said of the archive, and whether the image in it is found. */
const archives: readonly (readonly [name: string, archive: Buffer, said: string, found?: boolean])[] = [
  ['nothing', Buffer.alloc(0), 'this is no gzip archive'],
  ['no gzip', Buffer.from('PK\u0003\u0004'), 'this is no gzip archive'],
  ['gzip of a text', gzipSync('text '.repeat(200)), 'no header at byte 0'],
  ['gzip cut off', packed(own, far).subarray(0, 80), 'this is no gzip archive'],
  ['gzip with garbage behind it', Buffer.concat([packed(own), Buffer.from('garbage')]), 'no gzip archive'],
  ['tar cut off', gzipSync(tar([own, far]).subarray(0, 1300)), 'the archive is cut off'],
  ['tar without its end', gzipSync(tar([own, far]).subarray(0, -1024)), '', true],
  ['a checksum that is wrong', gzipSync(tar([own]).fill('y', 0, 1)), 'no header at byte 0'],
  ['a path upwards', packed(own, { path: 'x/../../y', text: '' }), 'which leads out of the chart'],
  [
    'a path upwards by backslashes',
    packed({ path: 'x\\..\\..\\y', text: '' }),
    'which leads out of the chart',
  ],
  [
    'a path upwards in a pax header',
    packed(own, pax('20 path=x/../../y/z\n'), far),
    'leads out of the chart',
  ],
  ['an absolute path', packed(own, { path: '//etc/passwd', text: '' }), 'which leads out of the chart'],
  ['a drive', packed(own, { path: 'x/c:/y', text: '' }), 'which leads out of the chart'],
  ['no name', packed(own, { path: '', text: '' }), 'which leads out of the chart'],
  ['a symbolic link', packed(own, far, { path: 'x/l', text: '', type: '2', link: '/etc/passwd' }), '', true],
  ['a hard link', packed(own, far, { path: 'x/l', text: '', type: '1', link: '../../y' }), '', true],
  [
    'devices',
    packed(own, far, { path: 'x/d', text: '', type: '3' }, { path: 'x/f', text: '', type: '6' }),
    '',
    true,
  ],
  ['an unknown type', packed(own, far, { path: 'x/u', text: 'text', type: 'Z' }), '', true],
  ['a size far beyond its end', packed(own, { path: 'x/b', text: 'x', size: '77777777777' }), 'is cut off'],
  [
    'a size below nothing',
    packed(own, { path: 'x/b', text: '', size: '\xff'.repeat(11) }),
    'no header at byte 1024',
  ],
  [
    'a size of no digits',
    packed(own, { path: 'x/b', text: '', size: 'size of it!' }),
    'no header at byte 1024',
  ],
  [
    'a pax header that lies',
    packed(own, pax('99999 path=x/y\n'), far),
    'has a pax header that cannot be read',
  ],
  [
    'a pax size that lies',
    packed(own, pax('21 size=99999999999\n'), far),
    'has a pax header that cannot be read',
  ],
  ['more than Helm takes', gzipSync(Buffer.alloc(101 * 1024 * 1024)), 'no gzip archive of at most'],
  [
    'a file of more than Helm takes',
    packed(own, { path: 'x/b', text: Buffer.alloc(5_300_000) }),
    'is larger than',
  ],
  ['NUL in a name', packed(own, far, { path: 'x/templates/a\0b.yaml', text: '' }), '', true],
  [
    'a long name of NULs',
    packed(own, { path: 'l', type: 'L', text: '\0\0' }, far),
    'which leads out of the chart',
  ],
  ['two top folders', packed(own, far, { path: 'y/Chart.yaml', text: named('x') }), '', true],
  ['names that differ by case', packed(own, { path: 'x/chart.yaml', text: '- x' }, far), '', true],
  ['one name twice', packed(own, { ...far, text: '{{ fail "no" }}' }, far), '', true],
  ['no folder', packed({ path: 'Chart.yaml', text: named('x') }), 'a chart has its folder in the archive'],
  ['no Chart.yaml', packed(far), 'the chart has no Chart.yaml'],
  [
    'archives within each other',
    Array.from({ length: 25 }).reduce<Buffer>(
      (inner) => packed(own, { path: 'x/charts/x.tgz', text: inner }),
      packed(own, far),
    ),
    'charts lie too deep within each other',
  ],
];

const bomb = Array.from(
  { length: 10 },
  (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(i && 10)}x]\n`,
).join('');
const wide = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** Of a file of the chart what is said, and where; nothing where it is read all the same. */
const malformed: readonly (readonly [
  file: string,
  content: string | Buffer,
  line?: number | undefined,
  said?: string,
])[] = [
  ['Chart.yaml', '- a', 1, 'this is not a map'],
  ['Chart.yaml', '', 1, 'the chart has no name'],
  ['Chart.yaml', named('[x]').replace('1.0.0', '{a: b}'), 2, 'the chart has no name'],
  ['Chart.yaml', named('../../x'), 2, '"../../x" is no name for a chart'],
  ['Chart.yaml', named('x').replace('1.0.0', 'one'), 3, '"one" is no semantic version'],
  ['Chart.yaml', named('x', 'type: 5\n'), 4, 'an application or a library'],
  ['Chart.yaml', named('x', 'dependencies: [{name: a}, {name: a}]\n'), 4, 'two dependencies are called "a"'],
  ['Chart.yaml', named('x', bomb), undefined, 'aliases make too many values'],
  ['Chart.yaml', named('x', 'a: &a [*a]\n'), 4, 'aliases lead too deep'],
  ['Chart.yaml', named('x', `a: ${'['.repeat(20_000)}`), 4, 'nested too deeply'],
  ['Chart.yaml', named('x', 'a: *b\n'), 4, 'No anchor &b stands before this alias'],
  ['Chart.yaml', named('x', 'dependencies: [null, 1, [a], {}]\n')],
  ['Chart.yaml', named('x', 'dependencies: x\nkeywords: {a: 1}\nmaintainers: 5\nannotations: []\nname: y\n')],
  ['Chart.yaml', named('x', `description: "caf\u00e9\0${'x'.repeat(2_000_000)}"\n`)],
  ['Chart.yaml', Buffer.from(named('x', 'description: caf\xe9\n'), 'latin1')],
  ['Chart.yaml', `\ufeff${named('x')}`],
  ['Chart.yaml', wide(named('x'))],
  ['values.yaml', '- a', 1, 'values are not a map'],
  ['values.yaml', 'a: 1\nb: "c', 2, 'Missing closing'],
  ['values.yaml', 'a: &a {b: *a}\n', 1, 'aliases lead too deep'],
  ['values.yaml', bomb, undefined, 'aliases make too many values'],
  ['values.yaml', 'a: .nan\n', 1, 'JSON, by way of which values are read, has no .nan'],
  ['values.yaml', '~: 1\n', 1, 'a key is null'],
  ['values.yaml', '__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n'],
  ['values.yaml', wide('a: 1\n')],
  ['values.yaml', 'a: 1\na: 2\n'],
  ['requirements.yaml', '- a', 1, 'this is not a map'],
  ['requirements.yaml', 'dependencies: [', 1, 'Flow sequence'],
  ['Chart.lock', 'dependencies: [null, {'],
  ['values.schema.json', '{', undefined, 'cannot be used: it is not JSON'],
  ['values.schema.json', '[]', undefined, 'is not valid against metaschema'],
  ['values.schema.json', '{"$ref": "#"}', undefined, 'the schema refers to itself'],
  ['values.schema.json', '{"$ref": "file:///etc/passwd"}', undefined, "it is not part of the chart's schema"],
  ['values.schema.json', `${'{"not":'.repeat(5000)}1${'}'.repeat(5000)}`, undefined, 'nests too deeply'],
  [
    'values.schema.json',
    '{"properties": {"a": {"pattern": "("}}}',
    undefined,
    'is not valid against metaschema',
  ],
  ['.helmignore', '[\n', undefined, '"[" is no pattern'],
];

interface Document {
  readonly uses: readonly { readonly file: string; readonly image: string }[];
  readonly skipped: readonly { readonly file: string; readonly line?: number; readonly reason: string }[];
}

function scan(root: string): Document {
  const { code, stdout, stderr } = pullthrough(['scan', '--output', 'json'], root);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Document;
}

type Files = Readonly<Record<string, string | Buffer>>;

function within(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

const good = { 'Chart.yaml': named('good'), 'templates/p.yaml': pod('good.example/x:1') };

function imagesIn({ uses }: Document, folder: string): readonly string[] {
  return uses.filter(({ file }) => file.startsWith(`${folder}/`)).map(({ image }) => image);
}

describe('beside hostile charts all others are read', () => {
  test('archives', () => {
    const charts = archives.map(([, archive], index) =>
      within(`c${index}`, {
        'Chart.yaml': named('c'),
        'templates/p.yaml': pod('near.example/x:1'),
        'charts/x.tgz': archive,
      }),
    );
    const document = scan(repository(Object.assign({}, ...charts, within('z', good))));
    expect(imagesIn(document, 'z')).toEqual(['good.example/x:1']);
    for (const [index, [name, , said, isFound = false]] of archives.entries()) {
      const reasons = document.skipped.filter(({ file }) => file.startsWith(`c${index}/charts/x.tgz`));
      expect(reasons.length, name).toBe(said === '' ? 0 : 1);
      expect(reasons[0]?.reason ?? '', name).toContain(said);
      const images = [...(isFound ? ['far.example/x:1'] : []), 'near.example/x:1'];
      expect(imagesIn(document, `c${index}`), name).toEqual(images);
    }
  }, 60_000);

  test('malformed files', () => {
    const charts = malformed.map(([file, content], index) =>
      within(`c${index}`, {
        'Chart.yaml': named('c'),
        'templates/p.yaml': pod('near.example/x:1'),
        [file]: content,
      }),
    );
    const document = scan(repository(Object.assign({}, ...charts, within('z', good))));
    expect(imagesIn(document, 'z')).toEqual(['good.example/x:1']);
    for (const [index, [file, , line, said = '']] of malformed.entries()) {
      const what = `${index}: ${file} ${said}`;
      const [first, ...others] = document.skipped.filter((each) => each.file.startsWith(`c${index}/`));
      expect(others, what).toEqual([]);
      expect(first?.reason ?? '', what).toContain(said);
      expect(first === undefined, what).toBe(said === '');
      if (line !== undefined) expect([first?.file, first?.line], what).toEqual([`c${index}/${file}`, line]);
      expect(imagesIn(document, `c${index}`), what).toEqual(['near.example/x:1']);
    }
  }, 60_000);

  test('links that lead round, nowhere and out; charts that need each other', () => {
    const needs = (name: string, repository: string): string =>
      `dependencies: [{name: ${name}, version: 1.0.0, repository: "file://${repository}"}]\n`;
    const near = { 'templates/p.yaml': pod('near.example/x:1') };
    const root = repository({
      ...within('a', { 'Chart.yaml': named('a', needs('b', '../b')), ...near }),
      ...within('b', { 'Chart.yaml': named('b', needs('a', '../a')), ...near }),
      ...within('self', { 'Chart.yaml': named('self', needs('self', '.')), ...near }),
      ...within('out', { 'Chart.yaml': named('out', needs('etc', '../../../../../../../etc')), ...near }),
      ...within('links', { 'Chart.yaml': named('links'), ...near }),
      ...within('z', good),
    });
    mkdirSync(join(root, 'links/charts'));
    for (const [path, target] of [
      ['links/templates/round', '.'],
      ['links/charts/round', '../..'],
      ['links/itself', 'itself'],
      ['links/templates/nowhere.yaml', 'nowhere'],
      ['links/templates/out.yaml', '/etc/hostname'],
      ['links/values.yaml', '/etc/hostname'],
    ] as const)
      symlinkSync(target, join(root, path));
    const document = scan(root);
    for (const folder of ['a', 'b', 'self', 'out', 'links'])
      expect(imagesIn(document, folder), folder).toContain('near.example/x:1');
    expect(imagesIn(document, 'z')).toEqual(['good.example/x:1']);
  });
});
