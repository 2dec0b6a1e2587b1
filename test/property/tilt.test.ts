import { tilt } from '../../src/sources/tilt/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  tilt,
  'Tiltfile',
  [
    "A = 'a/b'\ndocker_build(A, '.', dockerfile_contents='''FROM c/d:1\nARG X=e:1\n''')\n",
    'custom_build(ref="a.io/b", command="x", deps=[f("y")])\ndocker_build(r\'c\', f"d", dockerfile_contents="FROM e\\nFROM f")\n',
  ],
  ['"', "'", "'''", '"""', '\\', '(', ')', '[', ']', ',', '=', '#', '\n', 'f', 'docker_build('],
);
