import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { terraform } from '../../../../src/sources/terraform/index.ts';
import { type SourceText, sourceText } from '../../../../src/text/index.ts';

function uses(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.entries(files).map(([path, text]) => sourceText(path, text));
  const inFolder = (folder: string, paths: RegExp): readonly SourceText[] =>
    texts.filter(({ path }) => posix.dirname(path) === (folder || '.') && paths.test(path));
  const main = texts.find(({ path }) => path === 'main.tf') ?? sourceText('main.tf', '');
  const read = extractImages(main, [terraform], {
    buildArgs: {},
    neighbours: (paths) => inFolder('.', paths),
    folder: inFolder,
  });
  return read.uses.map(({ path, value, when = '' }) => `${path}: ${value} ${when}`.trim());
}

const pod = (image: string): string =>
  `resource "kubernetes_pod" "a" {\n  spec {\n    container { image = ${image} }\n  }\n}\n`;

test.each([
  ['"./m"', '"quay.io/x/a:1"', ['module.m.what: quay.io/x/a:1']],
  ['"../m"', '"quay.io/x/a:1"', []],
  ['"m"', '"quay.io/x/a:1"', []],
  ['"./absent"', '"quay.io/x/a:1"', []],
  ['"./$' + '{var.m}"', '"quay.io/x/a:1"', []],
  ['"./m"', 'null', []],
  ['"./m"', 'data.x.y', []],
  ['"./m"', 'var.given', ['module.m.what: quay.io/x/given:1']],
  ['"./m"', 'true ? "quay.io/x/a:1" : "b"', ['module.m.what: quay.io/x/a:1']],
])('source %s given %s', (source, given, expected) => {
  const files = {
    'main.tf': `variable "given" { default = "quay.io/x/given:1" }\nmodule "m" {\n  source = ${source}\n  what = ${given}\n}\n`,
    'm/main.tf': `variable "what" { default = "quay.io/x/default:1" }\n${pod('var.what')}`,
  };
  expect(uses(files)).toEqual(expected);
});

test('what a type adds to an object that is given belongs to the module', () => {
  const files = {
    'main.tf': 'module "m" {\n  source = "./m"\n  app = { name = "quay.io/x/a" }\n}\n',
    'm/main.tf': `variable "app" { type = object({ name = string, tag = optional(string, "3") }) }\n${pod('"$' + '{var.app.name}:$' + '{var.app.tag}"')}`,
  };
  expect(uses(files)).toEqual(['module.m.app: quay.io/x/a:3']);
});

test('modules that call themselves end', () => {
  const files = {
    'main.tf': 'module "m" {\n  source = "./m"\n  what = "quay.io/x/a:1"\n}\n',
    'm/main.tf': `variable "what" {}\nmodule "m" {\n  source = "../m"\n  what = var.what\n}\n${pod('var.what')}`,
  };
  expect(uses(files)).toEqual(['module.m.what: quay.io/x/a:1']);
});

test('modules that call two each end', () => {
  const files: Record<string, string> = {
    'main.tf': 'module "m" {\n  source = "./m0"\n  what = "quay.io/x/a:1"\n}\n',
  };
  for (let n = 0; n < 20; n++) {
    const call = (name: string): string =>
      `module "${name}" {\n  source = "../m${n + 1}"\n  what = var.what\n}\n`;
    files[`m${n}/main.tf`] = `variable "what" {}\n${call('a')}${call('b')}`;
  }
  files['m20/main.tf'] = pod('var.what');
  expect(uses(files)).toEqual([]);
});
