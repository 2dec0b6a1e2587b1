import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Gunzip, RawFile } from '../../../src/helm/chart/archive.ts';
import { parseHelmIgnore } from '../../../src/helm/chart/ignore.ts';
import { loadArchive, loadChart } from '../../../src/helm/chart/load.ts';
import { readMetadata } from '../../../src/helm/chart/metadata.ts';
import type { Chart } from '../../../src/helm/chart/types.ts';
import { renderChart } from '../../../src/helm/engine/render-chart.ts';
import { emptyTable } from '../../../src/helm/values/value.ts';
import { plain } from '../../support/helm-values.ts';
import { type TarFile, tar } from '../../support/tar.ts';

const gunzip: Gunzip = (bytes, maxOutputLength) => {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};

function raw(files: Readonly<Record<string, string | Uint8Array>>): readonly RawFile[] {
  return Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
}

function packed(...files: readonly TarFile[]): Buffer {
  return gzipSync(tar(files));
}

const metadata = (name: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;

function names({ metadata, dependencies }: Chart): unknown {
  return dependencies.length === 0 ? metadata.name : { [metadata.name]: dependencies.map(names) };
}

describe('charts', () => {
  it('are put together out of folders and archives', () => {
    const loaded = loadChart(
      'charts/top',
      raw({
        'Chart.yaml': metadata('top'),
        'values.yaml': 'a: 1\n---\nb: 2\n',
        'values.schema.json': '{}',
        'templates/a.yaml': 'a',
        'templates/_helpers.tpl': 'h',
        'crds/crd.yaml': 'c',
        'files/x.txt': 'x',
        'charts/one/Chart.yaml': metadata('one'),
        'charts/one/charts/deep/Chart.yaml': metadata('deep'),
        'charts/two-1.0.0.tgz': packed(
          { path: 'two/Chart.yaml', text: metadata('two') },
          { path: 'two/values.yaml', text: 'image: x\n' },
        ),
        'charts/_off/Chart.yaml': metadata('off'),
        'charts/.hidden.tgz': 'x',
        'charts/README.md': 'x',
      }),
      gunzip,
    );
    if (!loaded.ok) throw new Error(loaded.error.message);
    const { chart, problems } = loaded.value;
    expect(problems).toEqual([]);
    expect(names(chart)).toEqual({ top: ['two', { one: ['deep'] }] });
    expect(plain(chart.values)).toEqual({ a: 1, b: 2 });
    expect(chart.templates.map(({ file }) => file)).toEqual([
      'charts/top/templates/a.yaml',
      'charts/top/templates/_helpers.tpl',
    ]);
    expect(chart.files.map(({ path }) => path)).toEqual(['crds/crd.yaml', 'files/x.txt']);
    expect(chart.crds.map(({ path, text }) => [path, text])).toEqual([['crds/crd.yaml', 'c']]);
    const image = chart.dependencies[0]?.values.entries.get('image');
    expect(image?.place?.file).toBe('charts/top/charts/two-1.0.0.tgz!values.yaml');
  });

  it('keep the bytes of files that are no text', () => {
    const bytes = Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0x00, 0xc3, 0x28, 0xe2, 0x82);
    const template = [
      '{{ .Files.Get "x.bin" | b64enc }} {{ .Files.Get "x.bin" | b64enc | b64dec | b32enc }}',
      '{{ len (.Files.Get "x.bin") }} {{ .Files.GetBytes "x.bin" }} {{ .Files.GetBytes "x.bin" | toJson }}',
      '{{ .Files.Get "x.bin" | adler32sum }} {{ index (.Files.Get "x.bin") 2 }}',
      '{{ .Files.GetBytes "x.bin" | toString | b64enc }} {{ (.Files.Glob "x.*").AsSecrets }}',
    ];
    const files = { 'Chart.yaml': metadata('one'), 'x.bin': bytes, 'templates/a': template.join('\n') };
    const loaded = loadChart('', raw(files), gunzip);
    const printed = loaded.ok ? renderChart(loaded.value.chart, emptyTable) : loaded;
    expect(printed.ok && printed.value.files[0]?.text.split('\n')).toEqual([
      'iVD//gDDKOKC RFIP77QAYMUOFAQ=',
      '9 [137 80 255 254 0 195 40 226 130] "iVD//gDDKOKC"',
      '437323046 255',
      'iVD//gDDKOKC x.bin: iVD//gDDKOKC',
    ]);
  });

  it('go on without subcharts that cannot be read, which are named', () => {
    const loaded = loadChart(
      'top',
      raw({
        'Chart.yaml': metadata('top'),
        'charts/a/values.yaml': 'x: 1',
        'charts/b.tgz': 'no archive',
        'charts/c/Chart.yaml': metadata('c'),
        'charts/c/values.yaml': 'a: [',
      }),
      gunzip,
    );
    if (!loaded.ok) throw new Error(loaded.error.message);
    expect(loaded.value.chart.dependencies).toEqual([]);
    expect(loaded.value.problems.map(({ code, file }) => [code, file])).toEqual([
      ['archive', 'top/charts/b.tgz'],
      ['metadata', 'top/charts/a/Chart.yaml'],
      ['values', 'top/charts/c/values.yaml'],
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['that are no archives', Buffer.from('x'), 'no gzip archive'],
    [
      'that are cut off',
      gzipSync(tar([{ path: 'a/Chart.yaml', text: 'x'.repeat(600) }]).subarray(0, 700)),
      'cut off',
    ],
    ['that are no tar', gzipSync(Buffer.alloc(1024, 'x')), 'no header'],
    ['without files', packed(), 'holds no files'],
    ['that lead upwards', packed({ path: 'a/../../etc/passwd', text: '' }), 'leads out'],
    ['with absolute paths', packed({ path: 'a//etc/passwd', text: '' }), 'leads out'],
    ['with drives', packed({ path: 'a/c:/x', text: '' }), 'leads out'],
    ['that lead upwards by backslashes', packed({ path: 'a\\..\\..\\x', text: '' }), 'leads out'],
    ['without a folder', packed({ path: 'Chart.yaml', text: '' }), 'has its folder'],
    ['with a huge file', packed({ path: 'a/x', text: 'x'.repeat(5 * 1024 * 1024 + 1) }), 'larger than'],
  ])('%s are refused', (_, archive, message) => {
    const loaded = loadArchive('x.tgz', archive, gunzip);
    expect(loaded.ok ? '' : loaded.error.message).toContain(message);
  });

  it('that unpack to more than Helm takes are refused', () => {
    const bomb = gzipSync(Buffer.alloc(101 * 1024 * 1024));
    const loaded = loadArchive('x.tgz', bomb, gunzip);
    expect(loaded.ok ? '' : loaded.error.message).toContain('no gzip archive of at most');
  });

  it('may have long names and links in their archives', () => {
    const long = `a/templates/${'x'.repeat(120)}.yaml`;
    const archive = packed(
      { path: 'a/Chart.yaml', text: metadata('a') },
      { path: '././@LongLink', text: `${long}\0`, type: 'L' },
      { path: long.slice(0, 99), text: 'one' },
      { path: 'pax', text: '28 path=a/templates/é.yaml\n', type: 'x' },
      { path: 'a/templates/_', text: 'two' },
      { path: 'a/templates/link.yaml', text: '', type: '2' },
    );
    const loaded = loadArchive('x.tgz', archive, gunzip);
    expect(loaded.ok && loaded.value.chart.templates.map(({ path, text }) => [path, text])).toEqual([
      [long.slice(2), 'one'],
      ['templates/é.yaml', 'two'],
    ]);
  });
});

describe('Chart.yaml', () => {
  it('makes texts of numbers, and takes keys in any case', () => {
    const read = readMetadata('Chart.yaml', 'APIVERSION: v2\nname: x\nversion: 1.0.0\nappversion: 1.10\n');
    expect(read.ok && read.value).toMatchObject({
      apiVersion: 'v2',
      appVersion: '1.1',
      dependencies: undefined,
    });
  });

  it('lists dependencies', () => {
    const text = metadata(
      'x',
      'dependencies:\n- name: a\n  version: 1\n  repository: oci://r\n  alias: b\n  condition: b.on,c\n  tags: [t]\n  import-values: [data, {child: net, parent: net}]\n- name: c\n',
    );
    const read = readMetadata('Chart.yaml', text);
    expect(read.ok && read.value.dependencies).toEqual([
      {
        name: 'a',
        version: '1',
        repository: 'oci://r',
        alias: 'b',
        condition: 'b.on,c',
        tags: ['t'],
        importValues: [
          { child: 'exports.data', parent: '.' },
          { child: 'net', parent: 'net' },
        ],
      },
      { name: 'c', version: '', repository: '', alias: '', condition: '', tags: [], importValues: [] },
    ]);
  });

  it.each([
    ['version: 1.0.0', 'the chart has no name'],
    ['name: x', 'the chart has no version'],
    ['name: a/b\nversion: 1', '"a/b" is no name for a chart'],
    ['name: x\nversion: one', '"one" is no semantic version'],
    ['name: x\nversion: 1\ntype: other', 'a chart is an application or a library, not "other"'],
    [
      'name: x\nversion: 1\ndependencies: [{name: a}, {name: b, alias: a}]',
      'two dependencies are called "a"',
    ],
    ['- x', 'this is not a map'],
    [
      `name: x\nversion: 1\ndependencies: [${'{name: a}, '.repeat(1001)}]`,
      'the chart lists more than 1000 dependencies',
    ],
  ])('%s', (text, message) => {
    const read = readMetadata('Chart.yaml', text);
    expect(read.ok ? '' : read.error.message).toBe(message);
  });

  it('of a chart of v1 is completed by requirements.yaml', () => {
    const files = {
      'Chart.yaml': 'name: x\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies: [{name: a, version: "1"}]\n',
    };
    const loaded = loadChart('x', raw(files), gunzip);
    expect(loaded.ok && loaded.value.chart.metadata).toMatchObject({
      apiVersion: 'v1',
      dependencies: [{ name: 'a', version: '1' }],
    });
  });
});

// What helm.sh/helm/v4/pkg/ignore answers.
describe('.helmignore', () => {
  it.each<[string, string, boolean, boolean]>([
    ['helm.txt', 'helm.txt', false, true],
    ['helm.*', 'a/helm.txt', false, true],
    ['mast/', 'mast', true, true],
    ['mast/', 'mast', false, false],
    ['/a.txt', 'a.txt', false, true],
    ['/a.txt', 'cargo/a.txt', false, false],
    ['cargo/*.txt', 'cargo/a.txt', false, true],
    ['cargo/*.txt', 'x/cargo/a.txt', false, false],
    ['*', 'a.txt', false, true],
    ['?.txt', 'a.txt', false, true],
    ['[^a].txt', 'a.txt', false, false],
    ['[a-c].txt', 'b.txt', false, true],
    ['!helm.txt', 'helm.txt', false, false],
    ['!helm.txt', 'other.txt', false, true],
    ['# a', 'a', false, false],
    ['', 'templates/.hidden', false, true],
    ['', 'templates/a/.hidden', false, false],
    ['a\\*b', 'a*b', false, true],
    ['a-b*.tgz', 'charts/a-b-1.0.tgz', false, true],
    ['helm.*', 'rudder.txt', false, false],
    ['*.txt', 'cargo/a.txt', false, true],
    ['cargo/*.*', 'cargo/a.txt', false, true],
    ['cargo/*.txt', 'mast/a.txt', false, false],
    ['ru[c-e]?er.txt', 'rudder.txt', false, true],
    ['.*', '.joonix', false, true],
    ['.*', 'helm.txt', false, false],
    ['cargo/', 'mast', true, false],
    ['!*.txt', 'cargo', true, true],
    ['!cargo/', 'mast', true, true],
    ['/cargo/a.txt', 'cargo/a.txt', false, true],
    ['#a\n  #b\nfoo\nbar/*\nbaz/bar/foo.txt\n', 'bar/x', false, true],
    ['#a\n  #b\nfoo\nbar/*\nbaz/bar/foo.txt\n', 'b', false, false],
    ['a\r\nb', 'a', false, true],
    ['*/bar', 'foo/bar', false, true],
    ['*/bar', 'bar', false, false],
    ['[z-a]', 'm', false, false],
    ['[^z-a]', 'm', false, true],
    ['[\\-x]', '-', false, true],
    ['?', 'é', false, true],
    [`${'*a'.repeat(30)}b`, 'a'.repeat(250), false, false],
  ])('%j on %s', (rules, path, folder, expected) => {
    const ignored = parseHelmIgnore(rules);
    expect(ignored.ok && ignored.value(path, folder)).toBe(expected);
  });

  it.each(['a/**', '[', 'a\\', '[]a]', 'foo/**/bar', '[z-', '[a-]', '[-a]'])('refuses %s', (rule) => {
    expect(parseHelmIgnore(rule).ok).toBe(false);
  });
});
