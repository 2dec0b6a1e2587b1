import { werf } from '../../src/sources/werf/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  werf,
  'werf.yaml',
  [
    'configVersion: 1\nproject: a\n{{ $b := "1" }}\n---\nimage: [c, d]\nfrom: e.io/f:{{ $b }}\n---\nimage: ~\nfrom: "g:2"\nimport:\n- from: h/i\n',
  ],
  ['"', "'", ': ', '- ', '\n', '---\n', '{{', '}}', '{{- end }}', '{', '}', '|\n'],
);
