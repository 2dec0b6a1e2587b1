import { buildpacks } from '../../src/sources/buildpacks/index.ts';
import { testMutations } from '../support/source-mutations.ts';

const tokens = [
  '"',
  "'",
  '"""',
  "'''",
  '\\',
  '[',
  ']',
  '[[',
  ']]',
  '{',
  '}',
  '=',
  '.',
  ',',
  '#',
  '\n',
  '\\u00e9',
  'é',
];

testMutations(
  buildpacks,
  'project.toml',
  [
    '[io.buildpacks]\nbuilder = "a.io/b:1"\n[[io.buildpacks.group]]\nuri = \'docker://c/d:2\'\n[[io.buildpacks.pre.group]]\nuri = """\ndocker://e/f\\\n  :3"""\n',
    '[build]\nbuilder = "a/b"\nbuildpacks = [ { uri = "docker://c" }, { uri = "d/e@sha256:00" } ]\n',
  ],
  tokens,
);
