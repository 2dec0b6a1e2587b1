import type { ParamType, StringValue, TableValue, Value } from '../values/value.ts';
import { intAt, textAt } from './args.ts';
import { decodeBase64 } from './base64.ts';
import { boundText } from './limits.ts';
import { int, opaque, text } from './make.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

/**
 * Functions whose result is random, secret or of the clock (sprig 3.3.0, crypto.go, strings.go, date.go): texts of the same shape that
 * say so, the same at every call. No image comes of one.
 */
export const opaques: Functions = {
  randAlphaNum: random('x'),
  randAlpha: random('x'),
  randAscii: random('x'),
  randNumeric: random('0'),
  randBytes: {
    params: ['int'],
    run: (args) => opaque('A'.repeat(bounded(Math.ceil(Math.max(intAt(args, 0), 0) / 3) * 4))),
  },
  randInt: { params: ['int', 'int'], run: (args) => ({ ...int(intAt(args, 0)), opaque: true }) },
  shuffle: { params: ['string'], run: (args) => opaque(textAt(args, 0)) },
  uuidv4: { params: [], run: () => opaque('00000000-0000-4000-8000-000000000000') },
  bcrypt: of(['string'], `$2a$10$${'x'.repeat(53)}`),
  htpasswd: {
    params: ['string', 'string'],
    run: (args) => htpasswd(textAt(args, 0)),
  },
  derivePassword: {
    params: ['int', 'string', 'string', 'string', 'string'],
    run: (args) => derivedPassword(textAt(args, 1)),
  },
  encryptAES: of(['string', 'string'], `${'A'.repeat(42)}==`),
  decryptAES: of(['string', 'string'], 'xxxx'),
  genPrivateKey: { params: ['string'], run: (args) => privateKey(textAt(args, 0)) },
  buildCustomCert: { params: ['string', 'string'], run: customCertificate },
  genCA: { params: ['string', 'int'], run: () => certificate() },
  genCAWithKey: { params: ['string', 'int', 'string'], run: (args) => certificate(textAt(args, 2)) },
  genSelfSignedCert: { params: ['string', 'any', 'any', 'int'], run: () => certificate() },
  genSelfSignedCertWithKey: {
    params: ['string', 'any', 'any', 'int', 'string'],
    run: (args) => certificate(textAt(args, 4)),
  },
  genSignedCert: { params: ['string', 'any', 'any', 'int', 'certificate'], run: () => certificate() },
  genSignedCertWithKey: {
    params: ['string', 'any', 'any', 'int', 'certificate', 'string'],
    run: (args) => certificate(textAt(args, 5)),
  },
};

function of(params: readonly ParamType[], shape: string): TemplateFunction {
  return { params, run: () => opaque(shape) };
}

function random(character: string): TemplateFunction {
  return { params: ['int'], run: (args) => opaque(character.repeat(bounded(Math.max(intAt(args, 0), 0)))) };
}

function bounded(length: number): number {
  boundText(length);
  return length;
}

function pem(label: string): string {
  return `-----BEGIN ${label}-----\n${'A'.repeat(64)}\n-----END ${label}-----\n`;
}

function htpasswd(user: string): StringValue {
  return user.includes(':') ? text(`invalid username: ${user}`) : opaque(`${user}:$2a$10$${'x'.repeat(53)}`);
}

/** The length that passwords of a kind have. */
const passwordLengths: Readonly<Record<string, number>> = {
  maximum: 20,
  long: 14,
  medium: 8,
  short: 4,
  basic: 8,
  pin: 4,
};

function derivedPassword(kind: string): StringValue {
  const length = Object.hasOwn(passwordLengths, kind) ? passwordLengths[kind] : undefined;
  return length === undefined ? text(`cannot find password template ${kind}`) : opaque('x'.repeat(length));
}

const keyLabels: Readonly<Record<string, string>> = {
  '': 'RSA PRIVATE KEY',
  rsa: 'RSA PRIVATE KEY',
  dsa: 'DSA PRIVATE KEY',
  ecdsa: 'EC PRIVATE KEY',
  ed25519: 'PRIVATE KEY',
};

function privateKey(kind: string): StringValue {
  const label = Object.hasOwn(keyLabels, kind) ? keyLabels[kind] : undefined;
  return label === undefined ? text(`Unknown type ${kind}`) : opaque(pem(label));
}

function customCertificate(args: readonly Value[]): TableValue {
  for (const [index, what] of ['certificate', 'private key'].entries())
    if (/^illegal base64 data/.test(decodeBase64(textAt(args, index)).value))
      throw new FunctionFailure(`unable to decode base64 ${what}`);
  return certificate();
}

function certificate(key = pem('RSA PRIVATE KEY')): TableValue {
  const entries = new Map<string, Value>([
    ['Cert', opaque(pem('CERTIFICATE'))],
    ['Key', opaque(key)],
  ]);
  return { kind: 'table', entries, type: 'sprig.certificate' };
}
