import { describe, expect, it } from 'vitest';
import { acceptRealm } from '../../../src/registry/auth/realm.ts';
import { registrableDomain } from '../../../src/registry/auth/registrable-domain.ts';
import { scopesFor } from '../../../src/registry/auth/scope.ts';
import { parseToken } from '../../../src/registry/auth/token.ts';
import { parseContentRange } from '../../../src/registry/content-headers.ts';
import { isLocalAddress, isLoopback } from '../../../src/registry/hosts.ts';
import { nextLink } from '../../../src/registry/http/link.ts';
import { redirectTarget } from '../../../src/registry/http/redirect.ts';
import { parseRetryAfter } from '../../../src/registry/http/retry-after.ts';
import { fallbackTag, registryEndpoint } from '../../../src/registry/index.ts';
import { mediaTypeOf } from '../../../src/registry/media-types.ts';
import { referenceOffence, repositoryOffence } from '../../../src/registry/names.ts';
import { rateLimitOf } from '../../../src/registry/rate-limit.ts';

describe('registrableDomain', () => {
  it.each([
    ['registry-1.docker.io', 'docker.io'],
    ['auth.docker.io.', 'docker.io'],
    ['GHCR.io', 'ghcr.io'],
    ['registry.example.co.uk', 'example.co.uk'],
    ['co.uk', undefined],
    ['a.registry.k8s.io', 'k8s.io'],
    ['localhost', undefined],
    ['10.0.0.1', undefined],
    ['[2001:db8::1]:443', undefined],
    ['team.azurecr.io', undefined],
    ['123.dkr.ecr.eu-west-1.amazonaws.com', undefined],
    ['a..io', undefined],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });
});

describe('acceptRealm', () => {
  const hub = 'https://registry-1.docker.io';
  const table: readonly (readonly [
    realm: string,
    registry: string,
    allowed: readonly string[],
    accepted: boolean,
  ])[] = [
    ['https://auth.docker.io/token', hub, [], true],
    ['https://registry-1.docker.io:8443/token', hub, [], true],
    ['http://auth.docker.io/token', hub, [], false],
    ['http://registry-1.docker.io/token', hub, [], false],
    ['https://auth.docker.io.evil.example/token', hub, [], false],
    ['https://docker.io@evil.example/token', hub, [], false],
    ['https://user:pw@auth.docker.io/token', hub, [], false],
    ['https://evil.example/token', hub, [], false],
    ['https://evil.example/token', hub, ['evil.example'], true],
    ['https://evil.example:444/token', hub, ['evil.example'], false],
    ['https://evil.example:444/token', hub, ['evil.example:444'], true],
    ['http://evil.example/token', hub, ['evil.example'], false],
    ['https://127.0.0.1/token', hub, [], false],
    ['https://169.254.169.254/token', hub, [], false],
    ['https://b.azurecr.io/oauth2/token', 'https://a.azurecr.io', [], false],
    ['https://a.azurecr.io/oauth2/token', 'https://a.azurecr.io', [], true],
    ['http://127.0.0.1:5001/token', 'http://127.0.0.1:5000', [], true],
    ['http://other.example/token', 'http://127.0.0.1:5000', [], false],
    ['ftp://registry-1.docker.io/', hub, [], false],
    ['https://auth.docker.io./token', hub, [], true],
    ['https://AUTH.Docker.IO/token', hub, [], true],
    ['https://xn--dcker-jua.io/token', hub, [], false],
    ['https://d\u043ecker.io/token', hub, [], false],
    ['https://docker.io%2eevil.example/token', hub, [], false],
    ['https://docker.io\\@evil.example/token', hub, [], true],
    ['https://evil.example\\@auth.docker.io/token', hub, [], false],
    ['https://auth.docker.io#@evil.example/', hub, [], true],
    ['https://evil.example/?docker.io', hub, [], false],
    ['https://docker.io.:443@evil.example/token', hub, [], false],
    ['https://198.51.100.7/token', hub, [], false],
    ['https://198.51.100.7/token', 'https://198.51.100.7', [], true],
    ['https://198.51.100.8/token', 'https://198.51.100.7', [], false],
    ['https://0x7f.1/token', hub, [], false],
    ['https://2130706433/token', hub, [], false],
    ['https://[::ffff:127.0.0.1]/token', hub, [], false],
    ['https://[fe80::1]/token', hub, [], false],
    ['https://io/token', hub, [], false],
    ['https://co.uk/token', 'https://registry.example.co.uk', [], false],
    ['https://evil.co.uk/token', 'https://registry.example.co.uk', [], false],
    ['javascript:alert(1)', hub, [], false],
    ['data:text/plain,token', hub, [], false],
    ['file:///etc/passwd', hub, [], false],
    ['//auth.docker.io/token', hub, [], false],
    [' https://auth.docker.io/token', hub, [], true],
    ['/token', hub, [], false],
    ['', hub, [], false],
  ];
  it.each(table)('%s for %s, allowed %j: %s', (realm, registry, allowed, accepted) => {
    expect(acceptRealm(realm, new URL(registry), allowed).ok).toBe(accepted);
  });
});

describe('scopesFor', () => {
  it.each([
    ['a/b', undefined, ['repository:a/b:pull']],
    ['a/b', '', ['repository:a/b:pull']],
    ['a/b', 'repository:user/image:pull', ['repository:a/b:pull']],
    ['a/b', 'repository:a/b:pull,push,delete', ['repository:a/b:pull']],
    ['nginx', 'repository:library/nginx:pull', ['repository:library/nginx:pull']],
    ['nginx', 'repository:library/nginx:push', ['repository:nginx:pull']],
    ['a/b', 'aws', ['repository:a/b:pull']],
    ['a/b', 'registry:catalog:*', ['repository:a/b:pull']],
    [undefined, 'registry:catalog:*', ['registry:catalog:*']],
    [undefined, undefined, []],
    [undefined, 'b a b', ['a', 'b']],
  ])('for %s with the hint %s', (repository, hint, scopes) => {
    expect(scopesFor(repository, hint)).toEqual(scopes);
  });
});

describe('parseToken', () => {
  const read = (value: unknown) => parseToken(Buffer.from(JSON.stringify(value)), 1_000);
  it.each([
    [{ token: 'a', expires_in: 300 }, 'a', 300_000],
    [{ access_token: 'b' }, 'b', 60_000],
    [{ token: '', access_token: 'b', expires_in: '300' }, 'b', 60_000],
    [{ token: 'a', access_token: 'b', expires_in: -1 }, 'a', 60_000],
    [{ token: 'a', expires_in: 1e300 }, 'a', 86_400_000],
  ])('%j', (answer, value, lifetime) => {
    expect(read(answer)).toEqual({
      ok: true,
      value: { value, staleAt: 1_000 + lifetime * 0.8, expiresAt: 1_000 + lifetime },
    });
  });
  it.each([
    [{}],
    [[]],
    [null],
    [{ token: 1 }],
    [{ token: 'a\r\nX-Evil: 1' }],
    [{ token: 'ü' }],
    [{ token: 'a'.repeat(100_000) }],
  ])('refuses %j', (answer) => {
    expect(read(answer).ok).toBe(false);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['999999999999999999999', 31 * 86_400_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
    ['Thu Jan  1 00:01:00 2026', 60_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['2026-01-01', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, milliseconds) => {
    expect(parseRetryAfter(header, now)).toBe(milliseconds);
  });
});

describe('redirectTarget', () => {
  const from = 'https://r.example/v2/a/blobs/sha256:0';
  it.each([
    ['https://cdn.example/x?sig=1#f', 'https://cdn.example/x?sig=1'],
    ['/artifacts/x', 'https://r.example/artifacts/x'],
    ['../x', 'https://r.example/v2/a/x'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['https://user:pw@cdn.example/', 'https://cdn.example/'],
    ['http://r.example/x', undefined],
    ['ftp://r.example/x', undefined],
    ['https://localhost/x', undefined],
    ['https://[::1]/x', undefined],
    ['https://[::ffff:127.0.0.1]/x', undefined],
    ['https://2130706433/x', undefined],
    ['https://169.254.169.254/latest', undefined],
    ['https://0.0.0.0/', undefined],
    ['https://[fe80::1]/', undefined],
    ['https://:0:/', undefined],
    [undefined, undefined],
  ])('%s', (location, target) => {
    const result = redirectTarget(new URL(from), location);
    expect(result.ok ? result.value.href : undefined).toBe(target);
  });
  it('leads within this machine from a registry on it', () => {
    expect(redirectTarget(new URL('http://127.0.0.1:1/'), 'http://localhost:2/').ok).toBe(true);
  });
});

describe('nextLink', () => {
  it.each([
    ['</v2/a/tags/list?last=b&n=1>; rel="next"', '/v2/a/tags/list?last=b&n=1'],
    ['</a>; rel=next', '/a'],
    ['</a>; rel="prev", </b,c>; title="x, \\"y\\""; rel="first next"', '/b,c'],
    ['</a>; REL=NEXT', '/a'],
    ['</a>; rel="nextish"', undefined],
    ['</a>', undefined],
    ['</a', undefined],
    ['', undefined],
  ])('%s', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });
  it('is linear', () => {
    const started = performance.now();
    for (const piece of ['<>', '<>;', '<a>;rel=', '<a>;;   ', '"']) nextLink(piece.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('names', () => {
  it.each(['..', 'a/../b', 'a//b', 'A', 'a/%2e%2e', 'a?b', 'a#b', 'a:b', 'a\r\nb', '', 'a/', '/a', 'é'])(
    'no repository: %j',
    (name) => {
      expect(repositoryOffence(name)).toBeDefined();
    },
  );
  it.each(['a', 'library/nginx', 'a__b/c-d.e/f'])('a repository: %s', (name) => {
    expect(repositoryOffence(name)).toBeUndefined();
  });
  it.each(['', '.a', 'a/b', 'a b', 'a'.repeat(129), 'sha256:abc', `sha256:${'A'.repeat(64)}`, 'a@b'])(
    'no reference: %j',
    (name) => {
      expect(referenceOffence(name)).toBeDefined();
    },
  );
  it.each(['latest', '_1', 'a'.repeat(128), `sha256:${'a'.repeat(64)}`, `sha512:${'0'.repeat(128)}`])(
    'a reference: %s',
    (name) => {
      expect(referenceOffence(name)).toBeUndefined();
    },
  );
});

describe('registryEndpoint', () => {
  const base = (host: string, options = {}): string | undefined => {
    const endpoint = registryEndpoint(host, options);
    return endpoint.ok ? endpoint.value.baseUrl : endpoint.error.code;
  };
  it('knows where Docker Hub is', () => expect(base('docker.io')).toBe('https://registry-1.docker.io'));
  it('speaks https to everybody', () => expect(base('localhost:5000')).toBe('https://localhost:5000'));
  it('speaks http on this machine if told', () => {
    expect(base('localhost:5000', { plainHttp: true })).toBe('http://localhost:5000');
    expect(base('[::1]:5000', { plainHttp: true })).toBe('http://[::1]:5000');
    expect(base('127.1.2.3', { plainHttp: true })).toBe('http://127.1.2.3');
    expect(base('localhost.evil.example', { plainHttp: true })).toBe('invalid');
    expect(base('10.0.0.1', { plainHttp: true })).toBe('invalid');
  });
  it('takes an address with a path and nothing else', () => {
    expect(base('a.example', { baseUrl: 'https://mirror.example/hub/' })).toBe('https://mirror.example/hub');
    expect(base('a.example', { baseUrl: 'https://u:p@mirror.example' })).toBe('invalid');
    expect(base('a.example', { baseUrl: 'https://mirror.example?x' })).toBe('invalid');
    expect(base('a.example/b')).toBe('invalid');
    expect(base('a b')).toBe('invalid');
    expect(base('')).toBe('invalid');
  });
});

describe('small readers', () => {
  it('rate limits', () => {
    expect(
      rateLimitOf({
        'ratelimit-limit': '100;w=21600',
        'ratelimit-remaining': '20;w=21600',
        'docker-ratelimit-source': '192.0.2.1',
      }),
    ).toEqual({ limit: 100, remaining: 20, windowSeconds: 21_600, source: '192.0.2.1' });
    expect(rateLimitOf({ 'ratelimit-remaining': '0' })).toEqual({ remaining: 0 });
    expect(rateLimitOf({ 'ratelimit-remaining': '-1;w=x' })).toBeUndefined();
  });
  it('media types', () => {
    expect(mediaTypeOf('Application/JSON; charset=utf-8')).toBe('application/json');
    expect(mediaTypeOf('a')).toBeUndefined();
    expect(mediaTypeOf('a/b c')).toBeUndefined();
    expect(mediaTypeOf(undefined)).toBeUndefined();
  });
  it('content ranges', () => {
    expect(parseContentRange('bytes 1-2/3')).toEqual({ start: 1, end: 2, total: 3 });
    expect(parseContentRange('bytes 1-2/*')).toEqual({ start: 1, end: 2, total: undefined });
    for (const bad of [
      'bytes 2-1/3',
      'bytes 0-3/3',
      'bytes */3',
      'items 0-1/3',
      'bytes 0-9999999999999999/*',
      undefined,
    ]) {
      expect(parseContentRange(bad)).toBeUndefined();
    }
  });
  it('fallback tags are cut as the specification says', () => {
    expect(fallbackTag(`sha256:${'a'.repeat(64)}`)).toBe(`sha256-${'a'.repeat(64)}`);
    expect(fallbackTag(`sha512:${'b'.repeat(128)}`)).toBe(`sha512-${'b'.repeat(64)}`);
  });
  it('addresses of this machine', () => {
    for (const host of ['localhost:1', 'a.localhost', '127.9.9.9', '[::1]:5', '[::ffff:7f00:1]']) {
      expect(isLoopback(host)).toBe(true);
    }
    for (const host of ['localhost.example', '128.0.0.1', '127.0.0.1.example', '[::2]'])
      expect(isLoopback(host)).toBe(false);
    expect(isLocalAddress('[::ffff:169.254.1.1]')).toBe(true);
    expect(isLocalAddress('10.0.0.1')).toBe(false);
  });
});
