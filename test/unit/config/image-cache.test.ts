import { describe, expect, it } from 'vitest';
import { type ImageCacheFile, readImageCache } from '../../../src/config/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { context } from './context.ts';

const head = 'apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata: { name: images }\n';

function read(text: string): ImageCacheFile {
  return readImageCache(sourceText('ImageCache', text), context);
}

/** `message. hint` of each problem. */
function problems(text: string): readonly string[] {
  return read(text).problems.map(({ message, hint }) => [message, hint].filter(Boolean).join('. '));
}

describe('an ImageCache', () => {
  it('names a configuration file', () => {
    expect(read(`${head}spec: { config: ../pullthrough.yaml }\n`)).toEqual({
      imageCache: { config: '../pullthrough.yaml', settings: {} },
      problems: [],
    });
  });

  it('or holds what decides where an image is pulled from, in the shape of pullthrough.yaml', () => {
    const spec =
      'spec:\n  registry: Team.azurecr.io\n  rules: [{ name: quay-all, source: quay.io/*, target: quay/* }]\n  rulesFile: rules.json\n  own: [registry.example]\n  exempt: [{ image: quay.io/a/b, reason: tested }]\n';
    expect(read(head + spec)).toEqual({
      imageCache: {
        settings: {
          registry: { loginServer: 'team.azurecr.io' },
          rules: [{ name: 'quay-all', source: 'quay.io/*', target: 'quay/*' }],
          rulesFile: ['rules.json'],
          own: ['registry.example'],
          exempt: [{ image: 'quay.io/a/b', reason: 'tested' }],
        },
      },
      problems: [],
    });
  });

  it('may only check, with either', () => {
    expect(read(`${head}spec: { config: a, mode: check }\n`).imageCache).toEqual({
      config: 'a',
      settings: {},
      mode: 'check',
    });
    const inline = 'spec: { registry: team.azurecr.io, mode: check }';
    expect(read(`${head}${inline}\n`).imageCache).toEqual({
      settings: { registry: { loginServer: 'team.azurecr.io' } },
      mode: 'check',
    });
    expect(read(`${head}spec: { config: a, mode: rewrite }\n`).imageCache).toEqual({
      config: 'a',
      settings: {},
    });
    expect(problems(`${head}spec: { config: a, mode: chekc }\n`).join()).toContain(
      'expected rewrite or check',
    );
  });

  it('may have more under metadata, as kustomize puts it there', () => {
    const text = `${head.replace('{ name: images }', '{ name: images, namespace: x, annotations: { a: b } }')}spec: { config: a }\n`;
    expect(read(text).problems).toEqual([]);
  });

  it('an exemption that has ended is a warning', () => {
    const text = `${head}spec: { registry: team.azurecr.io, exempt: [{ image: quay.io/a/b, reason: tested, expires: 2001-01-01 }] }\n`;
    const {
      imageCache,
      problems: [problem],
    } = read(text);
    expect(imageCache).toBeDefined();
    expect(problem).toMatchObject({ code: 'expired-exemption', severity: 'warning' });
  });
});

describe('what is wrong is said, and nothing is used of it', () => {
  it.each([
    [
      '',
      'the configuration is empty. It has to be an object of apiVersion pullthrough.dev/v1 and kind ImageCache.',
    ],
    [`${head}spec: { conifg: a }\n`, 'unknown key conifg in spec. Did you mean config?'],
    [`${head}spec: { config: a }\nspecs: {}\n`, 'unknown key specs. Did you mean spec?'],
    [
      `${head}spec: { registry: team.azurecr.io, include: ["*"] }\n`,
      'unknown key include in spec. Known here: config, mode, registry, rules, rulesFile, own, exempt, imageFields, imageFlags.',
    ],
    [head, 'spec is missing'],
    [
      `${head}spec: { rules: [] }\n`,
      'spec names no registry. Set spec.config to a pullthrough.yaml, or spec.registry and spec.rules.',
    ],
    [
      `${head}spec: { config: a, registry: team.azurecr.io }\n`,
      'spec has config and registry. Use either the configuration file or settings of its own.',
    ],
    [`${head.replace('{ name: images }', '{}')}spec: { config: a }\n`, 'metadata: name is missing'],
    [
      `${head}spec: { registry: team.azurecr.io, rules: [{ name: quay-all, source: quay.io/*, traget: quay/* }] }\n`,
      'spec.rules[0]: target is missing',
    ],
  ])('%j', (text, message) => {
    expect(problems(text)).toContain(message);
    expect(read(text).imageCache).toBeUndefined();
  });

  it('another kind, and a broken text', () => {
    expect(read(`${head.replace('ImageCache', 'ImageCach')}spec: { config: a }\n`).problems).toMatchObject([
      { code: 'wrong-value', file: 'ImageCache', line: 2 },
    ]);
    expect(read('a: [').problems).toMatchObject([{ code: 'syntax', severity: 'error' }]);
  });
});
