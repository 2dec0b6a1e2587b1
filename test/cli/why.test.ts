import { expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

const root = repository({
  'pullthrough.yaml': `registry: team.azurecr.io
rules:
- {name: docker-hub, source: docker.io/library/*, target: hub/library/*}
`,
  'k8s/web.yaml': `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - {name: web, image: nginx:1.25}
`,
  Dockerfile:
    'ARG TAG=1.25\nARG BASE=nginx:${TAG}\nFROM ${BASE}\nFROM ${LATER}/redis:7\nFROM ghcr.io/shop/web:${LATER}\n',
});

test('the places that name an image, and the texts that its name is made of', () => {
  const { code, stdout, stderr } = pullthrough(['scan', '--why', 'nginx'], root);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`docker.io/library/nginx:1.25
  the rule docker-hub covers it: team.azurecr.io/hub/library/nginx:1.25

  Dockerfile:3:6  FROM
    pulled by builds, certain: the field is one for images (dockerfile)
    repository nginx  Dockerfile:2:10
    tag        1.25  Dockerfile:1:9
    by way of BASE, TAG

  k8s/web.yaml:6:24  Pod shop/web  spec.containers[0].image
    pulled, certain: the field is one for images (kubernetes)
`);
});

test('what cannot be known is told with the reason', () => {
  const { code, stdout } = pullthrough(['scan', '--why', 'redis'], root);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^not known\n\n {2}Dockerfile:4:6 {2}FROM\n {4}\$\{LATER\}\/redis:7: variable LATER /,
  );
});

test('an image of which only the tag is open', () => {
  const { code, stdout } = pullthrough(['scan', '--why', 'ghcr.io/shop/web'], root);
  expect(code).toBe(0);
  expect(stdout).toBe(`ghcr.io/shop/web:\${LATER}
  no cache rule covers it; ghcr-shop (ghcr.io/shop/* -> ghcr/shop/*) would

  Dockerfile:5:6  FROM
    pulled by builds, certain: the field is one for images (dockerfile)
    what its tag is cannot be told from the files
`);
});

test('an image of no place', () => {
  const { code, stdout, stderr } = pullthrough(['scan', '--why', 'mongo'], root);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('nothing here names an image like mongo');
});
