import { describe } from 'vitest';
import { dockerBake } from '../../src/sources/docker-bake/index.ts';
import { testMutations } from '../support/source-mutations.ts';

const tokens = [
  '"',
  '\\',
  '${',
  '}',
  '{',
  '[',
  ']',
  '=',
  ',',
  '<<E\n',
  '\nE\n',
  '\n',
  'docker-image://',
  'ref=',
  '\\n',
];

describe('HCL', () => {
  testMutations(
    dockerBake,
    'docker-bake.hcl',
    [
      'variable "R" {\n  default = "a.io"\n}\ntarget "t" {\n  matrix = { v = ["1", "2"] }\n  tags = ["${R}/b:${v}", "c:1"]\n  contexts = { d = "docker-image://${R}/e:1" }\n  cache-from = ["type=registry,ref=${R}/f:1"]\n}\n',
      'function "f" {\n  params = [x]\n  result = ["a/${x}"]\n}\ntarget "t" {\n  tags = f("b")\n  dockerfile-inline = <<E\nFROM a/b:1\nCOPY --from=c/d:${R} a b\nE\n}\n',
    ],
    tokens,
  );
});

describe('JSON', () => {
  testMutations(
    dockerBake,
    'docker-bake.json',
    [
      '{"variable": {"R": {"default": "a.io"}}, "target": {"t": {"tags": ["${R}/b:1", "c"], "contexts": {"d": "docker-image://e/f"}, "dockerfile-inline": "FROM ${R}/g:1\\n"}}}',
    ],
    tokens,
  );
});
