import { describe, expect, it } from 'vitest';
import { hooksOf, splitManifests } from '../../../src/helm/engine/manifests.ts';

// Helm, pkg/release/v1/util: SplitManifests and manifest_sorter.go.
describe('manifests', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', ' \n\n', []],
    ['one', 'a: 1\n', ['a: 1\n']],
    ['several', '---\na: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['empty ones between', '---\n---   \n\n---\na: 1\n---\n', ['a: 1\n']],
    ['text on the line of the separator', 'a: 1\n---b: 2\n', ['a: 1\n', 'b: 2\n']],
    ['a comment behind the separator', '--- # x\na: 1\n', ['# x\na: 1\n']],
    ['a separator within a line', 'a: x---y\n', ['a: x---y\n']],
    ['blanks before', '\n\n  a: 1\n', ['a: 1\n']],
  ])('are told apart: %s', (_, rendered, expected) => {
    const manifests = splitManifests(rendered);
    expect(manifests.map(({ text }) => text)).toEqual(expected);
    for (const { text, start, end } of manifests) expect(rendered.slice(start, end)).toBe(text);
  });

  const hooked = (value: string) => `metadata:\n  annotations:\n    "helm.sh/hook": ${value}\n`;

  it.each<[string, readonly string[], boolean]>([
    ['a: 1\n', [], false],
    ['metadata: {annotations: {helm.sh/hook-weight: "1"}}', [], false],
    [hooked('test'), ['test'], false],
    [hooked('test-success'), ['test'], false],
    [hooked('"Pre-Install, post-upgrade"'), ['pre-install', 'post-upgrade'], false],
    [hooked('crd-install'), ['crd-install'], true],
    [hooked('pre-install,nope'), ['pre-install', 'nope'], true],
  ])('have hooks: %s', (manifest, events, unknown) => {
    expect(hooksOf(manifest)).toEqual({ events, unknown });
  });
});
