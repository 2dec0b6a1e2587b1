import { skaffold } from '../../src/sources/skaffold/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  skaffold,
  'skaffold.yaml',
  [
    'apiVersion: skaffold/v4beta11\nbuild:\n  artifacts:\n  - image: a/b\n    buildpacks: { builder: "c/d:1", buildpacks: [ "docker://e/f" ] }\nprofiles:\n- name: p\n  verify:\n  - container: &c\n      image: g/h:1\n  - container: *c\n',
    'apiVersion: skaffold/v2\ndeploy:\n  helm:\n    releases:\n    - remoteChart: redis\n      setValues: { image.tag: "1", image: { repository: a/b } }\n',
    'apiVersion: skaffold/v4beta11\ndeploy:\n  kubectl:\n    hooks:\n      before:\n      - host: { command: ["sh", "-c", "docker run a/b:1"] }\n      - host: { command: [docker, pull, "c:2"] }\n',
  ],
  ['"', "'", ': ', '- ', '\n', '  ', '{{', '}}', '{', '}', '*c', '<<: *c', '|\n'],
);
