import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  mergeLayers,
  planPolicy,
  readEnvironment,
  readFlags,
  registryFrom,
  settingVariables,
} from '../../../src/config/index.ts';
import { context } from './context.ts';

const variables = (env: Record<string, string>, others: readonly string[] = []) =>
  readEnvironment(env, others, context);

describe('mergeLayers', () => {
  it('has a value for every setting when nothing is said', () => {
    const { settings, origin } = mergeLayers({ flags: {}, environment: {}, file: {} });
    expect(settings).toEqual(defaultSettings);
    expect(new Set(Object.values(origin))).toEqual(new Set(['default']));
    expect(Object.keys(origin)).toEqual(Object.keys(defaultSettings));
  });

  it('takes the flag before the environment before the file before the default', () => {
    const file = { failOn: 'info', maxFileSize: 1, own: ['a.b'], include: ['x'] } as const;
    const environment = { failOn: 'warning', maxFileSize: 2, own: ['c.d'] } as const;
    const flags = { failOn: 'never', maxFileSize: undefined } as const;
    const { settings, origin } = mergeLayers({ file, environment, flags: { failOn: flags.failOn } });
    expect(settings).toMatchObject({
      failOn: 'never',
      maxFileSize: 2,
      own: ['c.d'],
      include: ['x'],
      exclude: [],
    });
    expect(origin).toMatchObject({
      failOn: 'flag',
      maxFileSize: 'environment',
      own: 'environment',
      include: 'file',
      exclude: 'default',
    });
  });

  it('joins maps key by key', () => {
    const { settings } = mergeLayers({
      file: {
        buildArgs: { A: '1', B: '1' },
        variables: { TAG: '1', REGISTRY: 'ghcr.io' },
        checks: { PT001: 'off', PT005: 'info' },
        plan: { granularity: 'registry', targets: { 'docker.io': 'hub', 'quay.io': 'quay' } },
      },
      environment: { buildArgs: { B: '2' }, variables: { TAG: '2' }, plan: { keyVault: 'vault' } },
      flags: { checks: { PT001: 'error' }, plan: { targets: { 'quay.io': 'q' } } },
    });
    expect(settings.buildArgs).toEqual({ A: '1', B: '2' });
    expect(settings.variables).toEqual({ TAG: '2', REGISTRY: 'ghcr.io' });
    expect(settings.checks).toEqual({ PT001: 'error', PT005: 'info' });
    expect(settings.plan).toEqual({
      granularity: 'registry',
      targets: { 'docker.io': 'hub', 'quay.io': 'q' },
      keyVault: 'vault',
    });
  });
});

describe('readEnvironment', () => {
  it('reads every kind of setting', () => {
    const { settings, problems } = variables({
      PULLTHROUGH_REGISTRY: ' team.azurecr.io ',
      PULLTHROUGH_RULES_FILE: 'a.json, b.json',
      PULLTHROUGH_EXCLUDE: 'a/{b,c}/**,d',
      PULLTHROUGH_INCLUDE: 'a,b\nc\n',
      PULLTHROUGH_MAX_FILE_SIZE: '1kB',
      PULLTHROUGH_BUILD_ARGS: 'A=1=2,B=',
      PULLTHROUGH_CHECKS: 'mutable-tag=off, PT001=error',
      PULLTHROUGH_FAIL_ON: 'never',
      PULLTHROUGH_PLAN_GRANULARITY: 'repository',
      PULLTHROUGH_PLAN_TARGETS: 'docker.io=hub',
      PULLTHROUGH_PLAN_KEY_VAULT: 'vault',
      PULLTHROUGH_OWN: '',
      OTHER: 'x',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      registry: { loginServer: 'team.azurecr.io' },
      rulesFile: ['a.json', 'b.json'],
      exclude: ['a/{b,c}/**', 'd'],
      include: ['a,b', 'c'],
      maxFileSize: 1000,
      buildArgs: { A: '1=2', B: '' },
      checks: { PT005: 'off', PT001: 'error' },
      failOn: 'never',
      plan: { granularity: 'repository', targets: { 'docker.io': 'hub' }, keyVault: 'vault' },
    });
  });

  it('judges by the schema of the file, and takes nothing from a bad variable', () => {
    const { settings, problems } = variables({ PULLTHROUGH_FAIL_ON: 'Never', PULLTHROUGH_REGISTRY: 'a.b' });
    expect(settings).toEqual({ registry: { loginServer: 'a.b' } });
    expect(problems).toEqual([
      {
        code: 'wrong-value',
        severity: 'error',
        message: 'failOn: expected error, warning, info or never, found "Never"',
        hint: 'Did you mean never?',
        file: '$PULLTHROUGH_FAIL_ON',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
      },
    ]);
  });

  it('warns of variables that set nothing, but not of those read elsewhere or set by Kubernetes', () => {
    const env = {
      PULLTHROUGH_FAILON: 'x',
      PULLTHROUGH_DEBUG: '1',
      PULLTHROUGH_SERVICE_HOST: '10.0.0.1',
      PULLTHROUGH_PORT: 'tcp://10.0.0.1:80',
      PULLTHROUGH_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(variables(env, ['PULLTHROUGH_DEBUG']).problems).toMatchObject([
      { severity: 'warning', code: 'unknown-variable', hint: 'Did you mean PULLTHROUGH_FAIL_ON?' },
    ]);
  });

  it('names its variables', () => {
    expect(settingVariables).toContain('PULLTHROUGH_CREDENTIAL_SETS_FILE');
    expect(settingVariables).toHaveLength(20);
  });
});

describe('readFlags', () => {
  it('takes values as they are, and the last of a single one', () => {
    const flags = { 'build-args': ['A=1,2', 'B=x'], exclude: ['a,b'], 'fail-on': 'info', own: undefined };
    expect(readFlags(flags, context)).toEqual({
      settings: { buildArgs: { A: '1,2', B: 'x' }, exclude: ['a,b'], failOn: 'info' },
      problems: [],
    });
  });

  it.each(['A', ''])('refuses the build argument %j', (text) => {
    expect(readFlags({ 'build-args': ['B=1', text] }, context)).toEqual({
      settings: {},
      problems: [
        {
          code: 'wrong-value',
          flag: '--build-args',
          message: `buildArgs: expected NAME=VALUE, found "${text}"`,
        },
      ],
    });
  });

  it('names the flag', () => {
    expect(readFlags({ 'max-file-size': 'huge' }, context).problems).toEqual([
      {
        code: 'wrong-value',
        flag: '--max-file-size',
        message: 'maxFileSize: expected a size such as 10MB, or a number of bytes, found "huge"',
      },
    ]);
  });
});

describe('registryFrom', () => {
  const rule = (name: string, target: string) => ({ name, source: 'docker.io/*', target });
  const settings = {
    ...defaultSettings,
    registry: { loginServer: 'team.azurecr.io' },
    rules: [rule('HUB-1', 'mine/*')],
    repositories: ['b', 'c'],
  };

  it('joins imports and settings, the settings winning by name', () => {
    const imported = {
      rules: [rule('hub-1', 'theirs/*'), rule('other', 'x/*')],
      credentialSets: [],
      repositories: ['a', 'b'],
    };
    expect(registryFrom(settings, imported, '2026-06-15')).toEqual({
      loginServer: 'team.azurecr.io',
      rules: [rule('HUB-1', 'mine/*'), rule('other', 'x/*')],
      credentialSets: [],
      existingRepositories: ['a', 'b', 'c'],
      own: [],
      exempt: [],
      today: '2026-06-15',
    });
  });
});

describe('planPolicy', () => {
  it('holds one granularity for all upstreams, or each its own', () => {
    const plan = (granularity: 'registry' | Record<string, 'namespace'>) =>
      planPolicy({ ...defaultSettings, plan: { granularity, targets: {}, keyVault: '' } }, [
        'docker.io',
        'quay.io',
      ]);
    expect(plan('registry')).toEqual({
      granularity: { 'docker.io': 'registry', 'quay.io': 'registry' },
      targetPrefix: {},
    });
    expect(plan({ 'ghcr.io': 'namespace' })).toEqual({
      granularity: { 'ghcr.io': 'namespace' },
      targetPrefix: {},
    });
  });
});
