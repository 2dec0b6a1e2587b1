import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimants } from '../../../src/scan/claimants.ts';
import { sources } from '../../../src/sources/index.ts';

const fixtures = readdirSync(new URL('../../../fixtures/', import.meta.url), {
  recursive: true,
  encoding: 'utf8',
}).map((path) => path.replaceAll('\\', '/'));

const claiming = (path: string, chart: string | undefined) =>
  sources.filter(({ claims }) => claims(path, chart));

describe('the sources that are asked are those that claim the path', () => {
  test.each([undefined, ''])('of every fixture, in every case (chart %j)', (chart) => {
    const paths = fixtures.flatMap((path) => [path, path.toUpperCase(), path.toLowerCase()]);
    expect(paths.length).toBeGreaterThan(1000);
    const wrong = paths.filter((path) => {
      const asked = claimants({ path, chart }).sources;
      const all = claiming(path, chart);
      return asked.length !== all.length || asked.some((source, index) => source !== all[index]);
    });
    expect(wrong).toEqual([]);
  });

  // Each alternative of the patterns of those that have words.
  test.each([
    ['web.Containerfile', 'dockerfile'],
    ['vsts-ci.yml', 'azure-pipelines'],
    ['.vsts.pr/a.yml', 'azure-pipelines'],
    ['my-azdo.yaml', 'azure-pipelines'],
    ['.azdo/a.yml', 'azure-pipelines'],
    ['.ado/a.yml', 'azure-pipelines'],
    ['.azuredevops/a.yml', 'azure-pipelines'],
    ['.pipeline/a.yml', 'azure-pipelines'],
    ['azure_pipeline/a.yml', 'azure-pipelines'],
    ['eng/a.yml', 'azure-pipelines'],
    ['devops/a.yml', 'azure-pipelines'],
    ['.buildkite/a.yml', 'buildkite'],
    ['pipeline.yml', 'buildkite'],
    ['cloud_build.json', 'cloud-build'],
    ['cloud.build.yaml', 'cloud-build'],
    ['cloud-build/a.yaml', 'cloud-build'],
    ['docker-stack.yml', 'compose'],
    ['fig.yml', 'compose'],
    ['a.bake.hcl', 'docker-bake'],
    ['.woodpecker/a.yml', 'drone'],
    ['.crow.yml', 'drone'],
    ['.drone.yml', 'drone'],
    ['a.earth', 'earthfile'],
    ['workflow-templates/a.yml', 'github-actions'],
    ['action.yaml', 'github-actions'],
    ['.gitlab/a.yml', 'gitlab-ci'],
    ['ci/a.yml', 'gitlab-ci'],
    ['ci-templates/a.yml', 'gitlab-ci'],
    ['pipelines/a.yml', 'gitlab-ci'],
    ['templates/a/template.yml', 'gitlab-ci'],
    ['a.groovy', 'jenkins'],
    ['Main.yaml', 'pulumi'],
    ['a.tiltfile', 'tilt'],
    ['.werf/a.tmpl', 'werf'],
    ['a_overrides.yaml', 'helm'],
    ['helmfile.d/a.yaml.gotmpl', 'helm'],
    ['fleet.yaml', 'helm'],
    ['host_vars/web', 'ansible'],
  ])('%s: %s', (path, id) => {
    const asked = claimants({ path, chart: undefined }).sources;
    expect(asked.map((source) => source.id)).toContain(id);
    expect(asked).toEqual(claiming(path, undefined));
  });

  const segments = [...new Set(fixtures.flatMap((path) => path.split(/(?<=[/._-])/)))];
  const path = fc
    .array(fc.constantFrom(...segments), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(''));

  test('of paths put together from parts of theirs', () => {
    fc.assert(
      fc.property(path, fc.constantFrom(undefined, ''), (path, chart) => {
        expect(claimants({ path, chart }).sources).toEqual(claiming(path, chart));
      }),
      { numRuns: 1000 },
    );
  });
});

test('the same sources are the same object', () => {
  const [first, second] = ['a/one.yaml', 'b/two.yaml'].map((path) => claimants({ path, chart: undefined }));
  expect(first).toBe(second);
  expect(first?.hints?.test('image: nginx')).toBe(true);
  expect(first?.hints?.test('nothing of the kind')).toBe(false);
});

test('a source that reads every file has all of them read', () => {
  expect(claimants({ path: 'kustomization.yaml', chart: undefined }).hints).toBeUndefined();
});

test('what nobody claims has no source', () => {
  expect(claimants({ path: 'src/main.c', chart: undefined }).sources).toEqual([]);
});
