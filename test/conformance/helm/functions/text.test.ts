import { describe, expect, it } from 'vitest';
import { type Case, fails, run } from './run.ts';

// What Helm 4.2.3 answers to each, as it was run.
describe('Encodings, paths, versions, dates', () => {
  it.each<Case>([
    ['b64enc', ['héllo'], 'aMOpbGxv'],
    ['b64dec', ['aGVsbG8='], 'hello'],
    ['b64dec', ['aGVsbG8'], 'illegal base64 data at input byte 4'],
    ['b64dec', ['a!b='], 'illegal base64 data at input byte 1'],
    ['b32enc', ['hello'], 'NBSWY3DP'],
    ['b32dec', ['NBSWY3DP'], 'hello'],
    ['b32dec', ['UTC'], 'illegal base32 data at input byte 0'],
    ['sha1sum', ['abc'], 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256sum', [''], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [
      'sha256sum',
      ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
      'ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb',
    ],
    [
      'sha512sum',
      ['abc'],
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
    ['adler32sum', ['hello'], '103547413'],
    ['base', ['/a/b/'], 'b'],
    ['base', [''], '.'],
    ['dir', ['a/b'], 'a'],
    ['dir', [''], '.'],
    ['clean', ['/a/../../b//c/.'], '/b/c'],
    ['clean', ['../a/..'], '..'],
    ['ext', ['a.tar.gz'], '.gz'],
    ['isAbs', ['/a'], true],
    ['osBase', ['a/b.yaml'], 'b.yaml'],
    ['semverCompare', ['>=1.19-0', 'v1.36.0'], true],
    ['semverCompare', ['^1.2', '2.0.0'], false],
    ['semverCompare', ['x y', '1.0.0'], fails('improper constraint: "x y"')],
    ['semverCompare', ['>1', 'latest'], fails('invalid semantic version')],
    ['semver', ['v1.2'], '1.2.0'],
    [
      'urlParse',
      ['https://user:pw@host:80/a%20b?q=1#f'],
      {
        fragment: 'f',
        host: 'host:80',
        hostname: 'host',
        opaque: '',
        path: '/a b',
        query: 'q=1',
        scheme: 'https',
        userinfo: 'user:pw',
      },
    ],
    [
      'urlParse',
      ['mailto:a@b'],
      {
        fragment: '',
        host: '',
        hostname: '',
        opaque: 'a@b',
        path: '',
        query: '',
        scheme: 'mailto',
        userinfo: '',
      },
    ],
    [
      'urlJoin',
      [{ scheme: 'https', host: 'h:80', path: 'a b', query: 'q=1', fragment: 'f' }],
      'https://h:80/a%20b?q=1#f',
    ],
    ['date', ['2006-01-02 15:04:05', 1700000000], '2023-11-14 22:13:20'],
    ['htmlDate', [0], '1970-01-01'],
    ['dateInZone', ['Mon, 02 Jan 2006 3:04PM MST', 1700000000n, 'UTC'], 'Tue, 14 Nov 2023 10:13PM UTC'],
    ['duration', ['3725'], '1h2m5s'],
    ['duration', [95n], '1m35s'],
    ['duration', [95], '0s'],
    ['durationRound', ['2h10m5s'], '2h'],
    ['durationRound', ['800h'], '1mo'],
    ['toDate', ['2006-01-02', '2024-02-29'], '2024-02-29 00:00:00 +0000 UTC'],
  ])('%s (%#)', (name, args, expected) => {
    expect(run(name, args)).toEqual(expected);
  });
});
