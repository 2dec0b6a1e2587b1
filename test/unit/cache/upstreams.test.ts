import { describe, expect, it } from 'vitest';
import { findUnsupported, findUpstream, upstreamCatalogue } from '../../../src/cache/index.ts';

describe('the catalogue of upstreams', () => {
  it.each([
    ['docker.io', 'required', 'open', 'namespace'],
    ['ghcr.io', 'optional', 'open', 'namespace'],
    ['registry.k8s.io', 'optional', 'curated', 'registry'],
    ['mcr.microsoft.com', 'none', 'curated', 'registry'],
    ['MCR.microsoft.com', 'none', 'curated', 'registry'],
    ['europe-west1-docker.pkg.dev', 'required', 'open', 'namespace'],
    ['other.azurecr.io', 'required', 'curated', 'namespace'],
  ])('%s', (host, authentication, publishers, granularity) => {
    expect(findUpstream(host)).toMatchObject({ authentication, publishers, granularity });
  });

  it('does not take a domain for a host below it, or a part of a label for a domain', () => {
    for (const host of [
      'pkg.dev',
      '.pkg.dev',
      'evilpkg.dev',
      'docker.io.evil.com',
      'us.gcr.io',
      'a.docker.io',
    ]) {
      expect(findUpstream(host), host).toBeUndefined();
    }
    expect(findUnsupported('asia.gcr.io')).toBeDefined();
    expect(findUnsupported('gcr.io')).toBeUndefined();
  });

  it('opens a whole upstream by default only where its owner alone publishes', () => {
    for (const upstream of upstreamCatalogue.upstreams) {
      if (upstream.granularity === 'registry')
        expect(upstream.publishers, upstream.loginServer).toBe('curated');
    }
  });

  it('has one target prefix for each upstream', () => {
    const prefixes = upstreamCatalogue.upstreams.map(({ targetPrefix }) => targetPrefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it('names no host as both supported and not', () => {
    for (const { loginServer } of upstreamCatalogue.upstreams) {
      if (!loginServer.startsWith('*.') && loginServer !== 'eu.gcr.io') {
        expect(findUnsupported(loginServer), loginServer).toBeUndefined();
      }
    }
  });
});
