import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { bits, der, integer, octets, oid, sequence, time, utf8, yes } from './der.ts';
import { generalName, subtreeName } from './general-name.ts';

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** Names and addresses that a server with the certificate answers for. */
  readonly hosts?: readonly string[];
  /** Of an authority: the hosts and address ranges (`subtreeName`) that it may vouch for, and no authority below it. Default: all. */
  readonly permitted?: readonly string[];
  /** Default: the certificate is an authority of its own. */
  readonly issuer?: Certificate & { readonly commonName: string };
  /** Milliseconds since the epoch. Default: now. */
  readonly now?: number;
  /** Milliseconds that it is good for. Default: a day. */
  readonly lifetimeMs?: number;
}

/** Clocks of clients may be behind. */
const leewayMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * An X.509 v3 certificate (RFC 5280) with a P-256 key of its own. It carries what strict verifiers ask for: key usages and
 * key identifiers (OpenSSL's `X509_V_FLAG_X509_STRICT`, which Python sets).
 */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { commonName, issuer, now = Date.now(), lifetimeMs = dayMs } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signingKey = issuer === undefined ? privateKey : createPrivateKey(issuer.key);
  const algorithm = sequence(oid(ids.ecdsaWithSha256));
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    algorithm,
    name(issuer?.commonName ?? commonName),
    sequence(time(now - leewayMs), time(now + lifetimeMs)),
    name(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions(options, publicKey, createPublicKey(signingKey)))),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, signingKey)));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Object identifiers in their encoded form. */
const ids = {
  /** 1.2.840.10045.4.3.2 */
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  /** 2.5.4.3 */
  commonName: [0x55, 0x04, 0x03],
  /** 2.5.29.14 */
  subjectKeyIdentifier: [0x55, 0x1d, 0x0e],
  /** 2.5.29.15 */
  keyUsage: [0x55, 0x1d, 0x0f],
  /** 2.5.29.17 */
  subjectAltName: [0x55, 0x1d, 0x11],
  /** 2.5.29.19 */
  basicConstraints: [0x55, 0x1d, 0x13],
  /** 2.5.29.30 */
  nameConstraints: [0x55, 0x1d, 0x1e],
  /** 2.5.29.35 */
  authorityKeyIdentifier: [0x55, 0x1d, 0x23],
  /** 2.5.29.37 */
  extendedKeyUsage: [0x55, 0x1d, 0x25],
  /** 1.3.6.1.5.5.7.3.1 */
  serverAuth: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
  /** 1.3.6.1.5.5.7.3.2 */
  clientAuth: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02],
} as const;

function extensions(
  { hosts = [], permitted = [], issuer }: CertificateOptions,
  subjectKey: KeyObject,
  authorityKey: KeyObject,
): readonly Buffer[] {
  const authority = issuer === undefined;
  // RFC 5280, 4.2.1.3: digitalSignature is bit 0, keyCertSign and cRLSign are bits 5 and 6.
  const usage = authority ? bits(Buffer.from([0b1000_0110]), 1) : bits(Buffer.from([0b1000_0000]), 7);
  return [
    extension(ids.basicConstraints, sequence(...(authority ? [yes, ...pathLength(permitted)] : [])), true),
    extension(ids.keyUsage, usage, true),
    extension(ids.subjectKeyIdentifier, octets(keyIdentifier(subjectKey)), false),
    extension(ids.authorityKeyIdentifier, sequence(der(0x80, keyIdentifier(authorityKey))), false),
    ...(authority
      ? []
      : [extension(ids.extendedKeyUsage, sequence(oid(ids.serverAuth), oid(ids.clientAuth)), false)]),
    ...(hosts.length === 0
      ? []
      : [extension(ids.subjectAltName, sequence(...hosts.map(generalName)), false)]),
    ...(permitted.length === 0 ? [] : [extension(ids.nameConstraints, sequence(subtrees(permitted)), true)]),
  ];
}

/** What may vouch for few hosts has no authorities below it. */
function pathLength(permitted: readonly string[]): readonly Buffer[] {
  return permitted.length === 0 ? [] : [integer(Buffer.from([0]))];
}

function subtrees(permitted: readonly string[]): Buffer {
  return der(0xa0, Buffer.concat(permitted.map((host) => sequence(subtreeName(host)))));
}

function extension(id: readonly number[], value: Uint8Array, critical: boolean): Buffer {
  return sequence(oid(id), ...(critical ? [yes] : []), octets(value));
}

/** RFC 5280, 4.2.1.2, method 1 says SHA-1 over the key; any value that tells keys apart will do. */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

function serialNumber(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  return serial;
}

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid(ids.commonName), utf8(commonName))));
}
