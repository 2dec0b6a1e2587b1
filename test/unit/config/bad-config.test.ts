import { describe, expect, it } from 'vitest';
import { problems, read } from './context.ts';

const title = {
  rule: 'a cache rule: a map with name, source and target',
  level: 'off, info, warning or error',
} as const;

describe('a bad configuration', () => {
  it.each<[what: string, text: string, expected: string[]]>([
    ['empty', '', ['1:1 warning empty: the configuration file is empty: all settings have their defaults']],
    [
      'comments only',
      '# registry: x\n',
      ['1:1 warning empty: the configuration file is empty: all settings have their defaults'],
    ],
    ['a list at the top', '- a\n', ['1:1 error wrong-type: expected a map of settings, found a list']],
    ['a text at the top', 'hello\n', ['1:1 error wrong-type: expected a map of settings, found "hello"']],
    [
      'two documents',
      'failOn: never\n---\nfailOn: info\n',
      ['3:1 error several-documents: holds several YAML documents; a configuration is one'],
    ],
    [
      'a mistyped key',
      'registery: team.azurecr.io\n',
      ['1:1 error unknown-key: unknown key registery | Did you mean registry?'],
    ],
    [
      'another spelling',
      'max_file_size: 1MB\n',
      ['1:1 error unknown-key: unknown key max_file_size | Did you mean maxFileSize?'],
    ],
    [
      'a key of something else',
      'plan:\n  colour: red\n',
      ['2:3 error unknown-key: unknown key colour in plan | Known here: granularity, targets, keyVault.'],
    ],
    [
      'a mistyped key of a chart',
      'helm:\n  charts:\n    - { path: charts/web, value: a.yaml }\n',
      ['3:27 error unknown-key: unknown key value in helm.charts[0] | Did you mean values?'],
    ],
    [
      'a chart without its path',
      'helm:\n  charts:\n    - { values: a.yaml }\n',
      ['3:7 error missing-key: helm.charts[0]: path is missing'],
    ],
    [
      'an assignment without a value',
      'helm: { set: [image.tag] }\n',
      [
        '1:15 error wrong-value: helm.set[0]: expected an assignment such as image.tag=1.2, found "image.tag"',
      ],
    ],
    [
      'a key of Object.prototype',
      'constructor: 1\n',
      [
        '1:1 error unknown-key: unknown key constructor | Known here: registry, rules, rulesFile, credentialSets, credentialSetsFile, upstreams, repositories, repositoriesFile, own, exempt, include, exclude, maxFileSize, buildArgs, variables, imageFields, imageFlags, helm, checks, failOn, plan.',
      ],
    ],
    [
      'a key twice',
      'failOn: never\nfailOn: info\n',
      ['2:1 error duplicate-key: failOn stands twice in one map | Remove one of the two.'],
    ],
    [
      'a check by both names',
      'checks:\n  PT001: off\n  uncovered-image: info\n',
      ['3:3 error duplicate-key: uncovered-image and PT001 are the same check | Remove one of the two.'],
    ],
    [
      'an unknown check',
      'checks: { pt001: off }\n',
      ['1:11 error unknown-key: unknown key pt001 in checks | Did you mean PT001?'],
    ],
    [
      'an unknown level',
      'checks: { PT001: warn }\n',
      [`1:18 error wrong-value: checks.PT001: expected ${title.level}, found "warn"`],
    ],
    [
      'a mistyped level',
      'checks: { PT001: Error }\n',
      [`1:18 error wrong-value: checks.PT001: expected ${title.level}, found "Error" | Did you mean error?`],
    ],
    [
      'a boolean level',
      'checks: { PT001: false }\n',
      [
        `1:18 error wrong-type: checks.PT001: expected ${title.level}, found the boolean false | Write "false" in quotes if a string is meant.`,
      ],
    ],
    [
      'a key without a value',
      'rules:\n',
      [
        '1:7 error wrong-type: rules: expected a list of cache rules, found nothing | Remove the key, or give it a value.',
      ],
    ],
    [
      'a map for a list',
      'rules: {}\n',
      ['1:8 error wrong-type: rules: expected a list of cache rules, found a map'],
    ],
    [
      'a text for a rule',
      'rules:\n  - docker.io/*\n',
      [`2:5 error wrong-type: rules[0]: expected ${title.rule}, found "docker.io/*"`],
    ],
    [
      'an incomplete rule',
      'rules:\n  - name: hub\n    source: docker.io/*\n',
      ['2:5 error missing-key: rules[0]: target is missing'],
    ],
    [
      'a source with a scheme',
      'rules: [{ name: hub-1, source: "https://docker.io/x", target: x }]\n',
      [
        '1:32 error wrong-value: rules[0].source: expected a repository with its registry, such as docker.io/library/* (no tag, no https://), found "https://docker.io/x"',
      ],
    ],
    [
      'a target with a login server and a tag',
      'rules: [{ name: hub-1, source: docker.io/x, target: "team.azurecr.io:443/x:1" }]\n',
      [
        '1:53 error wrong-value: rules[0].target: expected a path in the registry, such as docker-hub/library/* (no login server, no tag), found "team.azurecr.io:443/x:1"',
      ],
    ],
    [
      'a registry name',
      'registry: team\n',
      ['1:11 error wrong-value: registry: expected a login server such as team.azurecr.io, found "team"'],
    ],
    [
      'a registry number',
      'registry: 5\n',
      [
        '1:11 error wrong-type: registry: expected a login server such as team.azurecr.io, or a map with loginServer and name, found the number 5 | Write "5" in quotes if a string is meant.',
      ],
    ],
    [
      'a registry map without its login server',
      'registry: { name: team }\n',
      ['1:11 error missing-key: registry: loginServer is missing'],
    ],
    [
      'an exemption without a reason',
      'exempt:\n  - image: a/b\n',
      ['2:5 error missing-key: exempt[0]: reason is missing'],
    ],
    [
      'an exemption with an empty reason',
      'exempt: [{ image: a/b, reason: "" }]\n',
      ['1:32 error wrong-value: exempt[0].reason: expected a reason, found ""'],
    ],
    [
      'an expired exemption',
      'exempt: [{ image: a/b, reason: r, expires: 2026-06-14 }]\n',
      [
        '1:44 warning expired-exemption: the exemption of a/b ended on 2026-06-14 and no longer holds | Remove it, or extend it with a new date.',
      ],
    ],
    [
      'a day that does not exist',
      'exempt: [{ image: a/b, reason: r, expires: 2027-02-30 }]\n',
      ['1:44 error invalid-date: there is no day 2027-02-30'],
    ],
    [
      'a month that does not exist',
      'exempt: [{ image: a/b, reason: r, expires: 2027-13-01 }]\n',
      ['1:44 error invalid-date: there is no day 2027-13-01'],
    ],
    [
      'a date in words',
      'exempt: [{ image: a/b, reason: r, expires: soon }]\n',
      ['1:44 error wrong-value: exempt[0].expires: expected a date such as 2027-12-31, found "soon"'],
    ],
    [
      'a size without a meaning',
      'maxFileSize: big\n',
      [
        '1:14 error wrong-value: maxFileSize: expected a size such as 10MB, or a number of bytes, found "big"',
      ],
    ],
    [
      'a size of nothing',
      'maxFileSize: 0.1B\n',
      ['1:14 error wrong-value: maxFileSize: expected at least 1 byte'],
    ],
    [
      'a negative size',
      'maxFileSize: -1\n',
      [
        '1:14 error wrong-value: maxFileSize: expected a size such as 10MB, or a number of bytes, found the number -1',
      ],
    ],
    [
      'a broken size',
      'maxFileSize: 1.5\n',
      [
        '1:14 error wrong-type: maxFileSize: expected a size such as 10MB, or a number of bytes, found the number 1.5 | Write "1.5" in quotes if a string is meant.',
      ],
    ],
    [
      'a negated glob',
      "exclude: ['!k8s']\n",
      [
        '1:11 error wrong-value: exclude[0]: expected a glob relative to the root, without a leading ! or /, found "!k8s"',
      ],
    ],
    [
      'a list as a build argument',
      'buildArgs: { A: [1] }\n',
      ['1:17 error wrong-type: buildArgs.A: expected a string, a number or a boolean, found a list'],
    ],
    [
      'a build argument with an odd name',
      'buildArgs: { A-B: x }\n',
      ['1:14 error wrong-value: buildArgs.A-B: expected the name of a build argument as the key'],
    ],
    [
      'an unknown granularity',
      'plan: { granularity: repo }\n',
      ['1:22 error wrong-value: plan.granularity: expected registry, namespace or repository, found "repo"'],
    ],
    [
      'an upstream without a dot',
      'plan: { targets: { hub: x } }\n',
      [
        '1:20 error wrong-value: plan.targets.hub: expected the host of an upstream registry such as docker.io as the key',
      ],
    ],
    [
      'a tag of its own',
      'failOn: !secret x\n',
      ['1:17 error unsupported-yaml: the tag !secret has no meaning here'],
    ],
    [
      'an alias to nothing',
      'include: *none\n',
      ['1:10 error syntax: not valid YAML: No anchor &none stands before this alias'],
    ],
    ['a list as a key', '? [a]\n: b\n', ['1:3 error unsupported-yaml: a key has to be a name']],
    [
      'a merge key',
      'plan: &p { keyVault: abc }\n<<: *p\n',
      [
        '2:1 error unknown-key: unknown key << | Known here: registry, rules, rulesFile, credentialSets, credentialSetsFile, upstreams, repositories, repositoriesFile, own, exempt, include, exclude, maxFileSize, buildArgs, variables, imageFields, imageFlags, helm, checks, failOn, plan.',
      ],
    ],
    [
      'several things at once',
      'registery: x\nfailOn: maybe\nrules: 1\n',
      [
        '1:1 error unknown-key: unknown key registery | Did you mean registry?',
        '2:9 error wrong-value: failOn: expected error, warning, info or never, found "maybe"',
        '3:8 error wrong-type: rules: expected a list of cache rules, found the number 1 | Write "1" in quotes if a string is meant.',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    ['an unclosed list', 'include: [a\n'],
    ['an unclosed quote', 'registry: "x\n'],
    ['a tab as indentation', 'plan:\n\tkeyVault: x\n'],
    ['broken JSON', '{"registry": '],
  ])('%s: a syntax error with its place', (_, text) => {
    const found = read(text);
    expect(found.settings).toBeUndefined();
    expect(found.problems.map(({ code }) => code)).toContain('syntax');
    for (const { line } of found.problems) expect(line).toBeGreaterThanOrEqual(1);
  });

  it('answers quickly to aliases that multiply', () => {
    const level = (i: number) =>
      `l${i}: &l${i} [${Array(10)
        .fill(`*l${i - 1}`)
        .join(', ')}]`;
    const text = ['l0: &l0 [x]', ...Array.from({ length: 9 }, (_, i) => level(i + 1))].join('\n');
    const started = performance.now();
    expect(read(text).settings).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('answers to values nested without end', () => {
    const { settings, problems } = read(`include: ${'['.repeat(5000)}${']'.repeat(5000)}`);
    expect(settings).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });
});
