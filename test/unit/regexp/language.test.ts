import { expect, it } from 'vitest';
import { textsOf } from '../../../src/regexp/index.ts';

it.each([
  ['nginx', ['nginx']],
  ['(docker.io/)?(library/)?nginx', ['nginx', 'library/nginx', 'docker.io/nginx', 'docker.io/library/nginx']],
  ['docker\\.io/(nginx|redis)', ['docker.io/nginx', 'docker.io/redis']],
  ['a{1,3}', ['a', 'aa', 'aaa']],
  ['[ab]-(?:x)', ['a-x', 'b-x']],
  ['\\Qa+b\\E', ['a+b']],
  ['', ['']],
])('%s stands for %j', (expression, texts) => {
  expect(textsOf(expression, 64)).toEqual(texts);
});

it.each(['.*', 'a+', 'a|b', '^a', 'a$', '[a-z]{3}', '(', '(a{60}){60}', 'a{2000}', '((a?){50}){50}'])(
  '%s stands for no few texts',
  (expression) => {
    expect(textsOf(expression, 64)).toBeUndefined();
  },
);
