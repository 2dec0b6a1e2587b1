import { goreleaser } from '../../src/sources/goreleaser/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  goreleaser,
  '.goreleaser.yaml',
  [
    "env:\n- A=a.io/b\ndockers:\n- image_templates: ['{{ .Env.A }}/c:1', \"d:{{ .Tag }}\"]\nkos:\n- &k { base_image: '{{.Env.A}}' }\n- *k\n",
    'before:\n  hooks:\n  - docker run --rm a/b:1\n  - cmd: |\n      docker pull {{ .Tag }}\n      docker pull c:2\n',
  ],
  ['"', "'", ': ', '- ', '\n', '  ', '{{', '}}', '{', '}', '*k', '|\n', '$A', '.Env.A'],
);
