import { devcontainer } from '../../src/sources/devcontainer/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  devcontainer,
  '.devcontainer/devcontainer.json',
  [
    '{\n  // c\n  "image": "ghcr.io/${localEnv:A:b}/c:${localEnv:D:1}",\n  "features": { "ghcr.io/a/b:1": {}, "node": 1, },\n}\n',
    '{"build": {"dockerfile": "D", "cacheFrom": ["a/b:1", "c"], "args": {"BASE_IMAGE": "d/e:1"}}}',
  ],
  ['"', '/*', '*/', '//', '\\', '{', '}', '[', ',', ':', '${', '}', '\n', 'é'],
);
