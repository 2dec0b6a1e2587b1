import { gradle } from '../../src/sources/gradle/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  gradle,
  'build.gradle',
  [
    "def a = 'b.io/c'\njib { from { image = \"$a/d:1\" }\n to { image = a + '/e' } }\ntask f(type: Dockerfile) { from 'g:2' }\n",
    'tasks.named<BootBuildImage>("bootBuildImage") { builder.set("a/b:1") }\njib.from.image = """c/d"""\n',
  ],
  [
    '"',
    "'",
    "'''",
    '"""',
    '\\',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '=',
    '.',
    ',',
    '/',
    '$',
    '${',
    '\n',
    'jib {',
    'from',
  ],
);
