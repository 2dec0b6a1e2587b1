import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../src/registry/auth/challenge.ts';

type Plain = readonly [scheme: string, parameters: Readonly<Record<string, string>>];

function parsed(header: string | undefined): readonly Plain[] {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('parseChallenges', () => {
  const table: readonly (readonly [
    name: string,
    header: string | undefined,
    challenges: readonly Plain[],
  ])[] = [
    ['no header', undefined, []],
    ['an empty one', '', []],
    ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
    [
      'Docker Hub',
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull,push',
          },
        ],
      ],
    ],
    [
      'white space around',
      ' Basic \t realm = "a b" , charset="UTF-8" ',
      [['basic', { realm: 'a b', charset: 'UTF-8' }]],
    ],
    ['unquoted values', 'Bearer realm=x,service=y.z', [['bearer', { realm: 'x', service: 'y.z' }]]],
    ['upper-case names', 'BEARER Realm="x"', [['bearer', { realm: 'x' }]]],
    [
      'escapes',
      String.raw`Basic realm="a \"quoted\" \\ one\, two"`,
      [['basic', { realm: String.raw`a "quoted" \ one, two` }]],
    ],
    ['an empty value', 'Bearer realm="",scope=""', [['bearer', { realm: '', scope: '' }]]],
    [
      'two schemes',
      'Basic realm="r", Bearer realm="https://t/",service="s"',
      [
        ['basic', { realm: 'r' }],
        ['bearer', { realm: 'https://t/', service: 's' }],
      ],
    ],
    [
      'the example of RFC 9110, 11.6.1',
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      [
        ['basic', { realm: 'simple' }],
        ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ],
    ],
    [
      'token68 before another scheme',
      'Negotiate oYG2+/==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'schemes without parameters between',
      'Negotiate, NTLM,Basic realm=x',
      [
        ['negotiate', {}],
        ['ntlm', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['empty list elements', ',, Basic ,realm="x",, ,charset=u,', [['basic', { realm: 'x', charset: 'u' }]]],
    ['a name given twice', 'Bearer realm="a",REALM="b"', [['bearer', { realm: 'a' }]]],
    [
      'a quote that never ends',
      'Basic realm="x", Bearer realm="https://t',
      [
        ['basic', { realm: 'x' }],
        ['bearer', {}],
      ],
    ],
    ['rubbish', '"', []],
    ['rubbish after a challenge', 'Basic realm="x" @@', [['basic', { realm: 'x' }]]],
  ];
  it.each(table)('%s', (_, header, challenges) => {
    expect(parsed(header)).toEqual(challenges);
  });

  it('reads back what is written by the grammar', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const challenge = fc.tuple(word, fc.dictionary(word, fc.string(), { minKeys: 1, maxKeys: 4 }));
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        const header = challenges
          .map(([scheme, parameters]) => {
            const list = Object.entries(parameters).map(
              ([key, value]) => `${key}="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
            );
            return `${scheme} ${list.join(', ')}`;
          })
          .join(', ');
        expect(parsed(header)).toEqual(challenges.map(([scheme, parameters]) => [scheme, { ...parameters }]));
      }),
    );
  });

  it('takes any text, and takes hostile ones in linear time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(parseChallenges(text))));
    const started = performance.now();
    for (const piece of ['a ', 'a="\\', 'a=,', '====', 'a b=c ', ', ', '"\\"'])
      parseChallenges(piece.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
