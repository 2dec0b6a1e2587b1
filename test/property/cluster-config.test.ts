import { clusterConfig } from '../../src/sources/cluster-config/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  clusterConfig,
  'cluster.yml',
  [
    'machine:\n  install:\n    image: a.io/b:1\n    extensions:\n    - image: "c/d:2"\ncluster:\n  etcd: &e { image: e/f:3 }\n  proxy: *e\n',
    'system_images:\n  etcd: a/b:1\n  other: "c{{ d }}:1"\nservices:\n  kube-api:\n    image: e/f\n',
  ],
  ['"', "'", ': ', '- ', '\n', '  ', '{{', '}}', '{', '}', '*e', '<<: *e', '|\n'],
);
