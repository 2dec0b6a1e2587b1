import { fly } from '../../src/sources/fly/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  fly,
  'fly.toml',
  [
    'app = "a"\n[build]\nimage = "a.io/b:1"\n',
    "[build]\nbuilder = '''c/d'''\nbuildpacks = [ \"docker://e/f\", 'g.io/h' ]\n",
  ],
  ['"', "'", '"""', "'''", '\\', '[', ']', '[[', '{', '}', '=', '.', ',', '#', '\n', '\\u00e9'],
);
