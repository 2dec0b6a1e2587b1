import { describe, expect, it } from 'vitest';
import { isReference, parseReference } from '../../../src/image/index.ts';

const hex = (length: number) => '0123456789abcdef'.repeat(8).slice(0, length);
const error = (text: string) => {
  const parsed = parseReference(text);
  return parsed.ok ? undefined : [parsed.error.code, parsed.error.position];
};
const pieces = (text: string) => {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(parsed.error.reason);
  const spelled = Object.entries(parsed.value.parts).map(([part, { start, end }]) => [
    part,
    text.slice(start, end),
  ]);
  return { reference: parsed.value.reference, spelled: Object.fromEntries(spelled) };
};

describe('parseReference: pieces', () => {
  it('spans the pieces as they are written', () => {
    const text = `localhost:5000/team/app:1.2.3@sha256:${hex(64)}`;
    expect(pieces(text).spelled).toEqual({
      registry: 'localhost:5000',
      repository: 'team/app',
      tag: '1.2.3',
      digest: `sha256:${hex(64)}`,
    });
  });

  it('spans only what is written where Docker Hub is implied', () => {
    expect(pieces('nginx')).toEqual({
      reference: { registry: 'docker.io', repository: 'library/nginx' },
      spelled: { repository: 'nginx' },
    });
    expect(pieces('index.docker.io/nginx')).toEqual({
      reference: { registry: 'docker.io', repository: 'library/nginx' },
      spelled: { registry: 'index.docker.io', repository: 'nginx' },
    });
  });

  it('takes the first component for the registry where only the path grammar admits it', () => {
    expect(pieces('my_host.example/team/app:1')).toEqual({
      reference: { registry: 'my_host.example', repository: 'team/app', tag: '1' },
      spelled: { registry: 'my_host.example', repository: 'team/app', tag: '1' },
    });
    expect(error('my_host.example:5000/app')).toEqual(['invalid-registry', 2]);
    expect(error('my___host.example/app')).toEqual(['invalid-registry', 2]);
    expect(error('my_host.example/App')).toEqual(['uppercase-repository', 16]);
  });

  it.each([
    ['nginx:5000', 'docker.io', 'library/nginx'],
    ['localhost', 'docker.io', 'library/localhost'],
    ['localhost/nginx', 'localhost', 'nginx'],
    ['localhosts/nginx', 'docker.io', 'localhosts/nginx'],
    ['Team/nginx', 'Team', 'nginx'],
    ['Docker.IO/nginx', 'Docker.IO', 'nginx'],
    ['registry-1.docker.io/nginx', 'registry-1.docker.io', 'nginx'],
    ['ghcr.io/nginx', 'ghcr.io', 'nginx'],
    ['[::1]/nginx', '[::1]', 'nginx'],
    ['[::1]:80/nginx', '[::1]:80', 'nginx'],
  ])('%s is %s and %s', (text, registry, repository) => {
    expect(pieces(text).reference).toMatchObject({ registry, repository });
  });

  it.each([
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128],
  ])('knows %s with %d digits', (algorithm, length) => {
    const digest = `${algorithm}:${hex(length)}`;
    expect(pieces(`nginx@${digest}`).reference.digest).toBe(digest);
    expect(error(`nginx@${algorithm}:${hex(length - 1)}`)).toEqual(['digest-length', 13 + length - 1]);
    expect(error(`nginx@${algorithm}:${hex(length)}0`)).toEqual(['digest-length', 13 + length]);
  });
});

describe('parseReference: the first offence', () => {
  it.each([
    ['', 'empty', 0],
    [hex(64), 'identifier', 0],
    [' nginx', 'invalid-format', 0],
    ['nginx ', 'invalid-format', 5],
    ['nginx\n', 'invalid-format', 5],
    ['nginx/', 'invalid-format', 6],
    ['a/b/', 'invalid-format', 4],
    ['a._b', 'invalid-format', 2],
    ['a___b', 'invalid-format', 3],
    ['nginx-', 'invalid-format', 6],
    ['ngiNx', 'uppercase-repository', 3],
    ['größe/app', 'invalid-format', 2],
    ['{{ .Values.image }}', 'invalid-format', 0],
    ['nginx:', 'invalid-tag', 6],
    ['nginx:-1', 'invalid-tag', 6],
    ['nginx:1.0+build', 'invalid-tag', 9],
    [`nginx:${'1'.repeat(129)}`, 'invalid-tag', 134],
    ['nginx:1@', 'invalid-digest', 8],
    ['nginx@sha256', 'invalid-digest', 12],
    ['nginx@sha-:00', 'invalid-digest', 10],
    ['nginx@:00', 'invalid-digest', 6],
    ['nginx@sha256:', 'digest-length', 13],
    [`nginx@sha256:A${hex(63)}`, 'invalid-digest', 13],
    [`nginx@md5:${hex(32)}`, 'unsupported-digest', 6],
    [`nginx@sha256+b64:${hex(64)}`, 'unsupported-digest', 6],
    [`nginx@sha256:${hex(64)}:tag`, 'digest-length', 77],
    ['docker://nginx', 'invalid-registry', 7],
    ['host:/app', 'invalid-registry', 5],
    ['host:http/app', 'invalid-registry', 5],
    ['[::1/app', 'invalid-registry', 4],
    ['[].a/app', 'invalid-registry', 1],
    ['[::1]x/app', 'invalid-registry', 5],
    ['a..b/app', 'invalid-registry', 2],
    ['a-.b/app', 'invalid-registry', 2],
  ])('%j: %s at %d', (text, code, position) => {
    expect(error(text)).toEqual([code, position]);
    expect(isReference(text)).toBe(false);
  });

  it('counts the length of the path as the registry stores it', () => {
    expect(error(`ghcr.io/${'a'.repeat(255)}`)).toBeUndefined();
    expect(error(`ghcr.io/${'a'.repeat(256)}`)).toEqual(['repository-too-long', 263]);
    expect(error('a'.repeat(247))).toBeUndefined();
    expect(error('a'.repeat(248))).toEqual(['repository-too-long', 247]);
    expect(error(`a/${'a'.repeat(254)}`)).toEqual(['repository-too-long', 255]);
    expect(error(`a_b.c/${'a'.repeat(249)}`)).toBeUndefined();
    expect(error(`a_b.c/${'a'.repeat(250)}`)).toEqual(['repository-too-long', 255]);
  });

  it('says that a scheme does not belong to a reference', () => {
    expect(parseReference('oci://ghcr.io/app')).toMatchObject({
      error: { reason: expect.stringContaining('scheme') },
    });
    expect(parseReference('host:/app')).toMatchObject({ error: { reason: expect.stringContaining('port') } });
    expect(parseReference('host:http/app')).toMatchObject({
      error: { reason: expect.stringContaining('port') },
    });
  });
});
