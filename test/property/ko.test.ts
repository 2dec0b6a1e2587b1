import { ko } from '../../src/sources/ko/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  ko,
  '.ko.yaml',
  [
    'defaultBaseImage: &b "a.io/b:1"\nbaseImageOverrides:\n  example.com/c: *b\n  example.com/d: >-\n    e/f\n',
  ],
  ['"', "'", ': ', '\n', '  ', '{{', '}}', '{', '}', '*b', '<<: *b', '|\n'],
);
