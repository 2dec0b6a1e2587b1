import { garden } from '../../src/sources/garden/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  garden,
  'garden.yml',
  [
    'kind: Project\nvariables: { r: a.io }\n---\nkind: Deploy\nspec:\n  image: ${var.r}/b:1\n  manifests:\n  - spec: { containers: [ { image: &i "c/d:2" }, { image: *i } ] }\n',
    'kind: Deploy\ntype: helm\nspec:\n  chart: { name: x, repo: y }\n  values: { image: { repository: a/b, tag: "1" } }\n',
  ],
  ['"', "'", ': ', '- ', '\n', '  ', '${', '}', '{', '}', '*i', '<<: *i', '---\n'],
);
