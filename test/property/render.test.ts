import { render } from '../../src/sources/render/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  render,
  'render.yaml',
  [
    'services:\n- image: &i { url: "a.io/b:1" }\n- image: *i\nprojects:\n- environments:\n  - services:\n    - image:\n        url: c/d\n',
  ],
  ['"', "'", ': ', '- ', '\n', '  ', '{{', '}}', '{', '}', '*i', '<<: *i', '|\n'],
);
