const digest = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** TestParseImageName (pkg/util/parsers/parsers_test.go of github.com/kubernetes/kubernetes): name, tag, digest. */
export const imageNames: readonly (readonly [
  text: string,
  name: string,
  tag: string | undefined,
  digest: string | undefined,
])[] = [
  ['root', 'docker.io/library/root', 'latest', undefined],
  ['root:tag', 'docker.io/library/root', 'tag', undefined],
  [`root@${digest}`, 'docker.io/library/root', undefined, digest],
  ['user/repo', 'docker.io/user/repo', 'latest', undefined],
  ['user/repo:tag', 'docker.io/user/repo', 'tag', undefined],
  [`user/repo@${digest}`, 'docker.io/user/repo', undefined, digest],
  ['url:5000/repo', 'url:5000/repo', 'latest', undefined],
  ['url:5000/repo:tag', 'url:5000/repo', 'tag', undefined],
  [`url:5000/repo@${digest}`, 'url:5000/repo', undefined, digest],
  [`url:5000/repo:latest@${digest}`, 'url:5000/repo', 'latest', digest],
];

/** Rows of the same test that the kubelet refuses, with the code of its message here. */
export const refusedNames = [
  ['ROOT', 'uppercase-repository'],
  ['http://root', 'invalid-registry'],
  ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'identifier'],
] as const;
