import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../src/server/tls/certificate.ts';

describe('certificates', () => {
  const authority = { ...makeCertificate({ commonName: 'the authority' }), commonName: 'the authority' };

  it('are for the named hosts, and signed by their issuer', () => {
    const { cert, key } = makeCertificate({
      commonName: 'a server',
      hosts: ['localhost', '127.0.0.1', '::1', '2001:db8::7:1'],
      issuer: authority,
    });
    const certificate = new X509Certificate(cert);
    const issuer = new X509Certificate(authority.cert);
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:7:1',
    );
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(issuer.ca).toBe(true);
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  it.each([
    ['2026-11-25T00:00:00Z', 'Nov 26 00:00:00 2026 GMT'],
    ['2049-12-31T12:00:00Z', 'Jan  1 12:00:00 2050 GMT'],
  ])('made at %s are good until %s', (now, until) => {
    const { cert } = makeCertificate({ commonName: 'x', now: Date.parse(now) });
    expect(new X509Certificate(cert).validTo).toBe(until);
  });
});
