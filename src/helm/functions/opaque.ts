import type { TableValue, Value } from '../values/value.ts';
import { intAt, textAt } from './args.ts';
import { boundText } from './limits.ts';
import { int, opaque } from './make.ts';
import type { Functions, ParamType, TemplateFunction } from './types.ts';

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
  randInt: { params: ['int', 'int'], run: (args) => int(intAt(args, 0)) },
  shuffle: { params: ['string'], run: (args) => opaque(textAt(args, 0)) },
  uuidv4: { params: [], run: () => opaque('00000000-0000-4000-8000-000000000000') },
  bcrypt: of(['string'], `$2a$10$${'x'.repeat(53)}`),
  htpasswd: {
    params: ['string', 'string'],
    rest: 'string',
    run: (args) => opaque(`${textAt(args, 0)}:$2a$10$${'x'.repeat(53)}`),
  },
  derivePassword: {
    params: ['int', 'string', 'string', 'string', 'string'],
    run: () => opaque('x'.repeat(20)),
  },
  encryptAES: of(['string', 'string'], `${'A'.repeat(42)}==`),
  decryptAES: of(['string', 'string'], 'xxxx'),
  genPrivateKey: of(['string'], pem('RSA PRIVATE KEY')),
  buildCustomCert: { params: ['string', 'string'], run: certificate },
  genCA: { params: ['string', 'int'], run: certificate },
  genCAWithKey: { params: ['string', 'int', 'string'], run: certificate },
  genSelfSignedCert: { params: ['string', 'any', 'any', 'int'], run: certificate },
  genSelfSignedCertWithKey: { params: ['string', 'any', 'any', 'int', 'string'], run: certificate },
  genSignedCert: { params: ['string', 'any', 'any', 'int', 'certificate'], run: certificate },
  genSignedCertWithKey: {
    params: ['string', 'any', 'any', 'int', 'certificate', 'string'],
    run: certificate,
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

function certificate(): TableValue {
  const entries = new Map<string, Value>([
    ['Cert', opaque(pem('CERTIFICATE'))],
    ['Key', opaque(pem('RSA PRIVATE KEY'))],
  ]);
  return { kind: 'table', entries, type: 'sprig.certificate' };
}
