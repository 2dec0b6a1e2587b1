import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { type AuditReport, checks } from '../../../src/audit/index.ts';
import { verifyReporters } from '../../../src/cli/verifying/reporters.ts';
import { auditReporters } from '../../../src/report/index.ts';
import { uriOf } from '../../../src/report/shared/sarif-uri.ts';
import { verifyChecks } from '../../../src/verify/index.ts';
import { audited, auditOf, decisions, use } from '../audit/builders.ts';
import { auditReport, emptyAudit, options } from './sample.ts';
import { emptyVerify, verifyReport, viaReport } from './verify-sample.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly unknown[];
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: Readonly<Record<string, number>> };
  }[];
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Result[];
      readonly invocations: readonly [
        { readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[] },
      ];
    },
  ];
}

function sarif(report: AuditReport): Log {
  return JSON.parse(auditReporters.sarif(report, options)) as Log;
}

/** What SARIF 2.1.0 (sections 3.14 to 3.58) and GitHub's upload ask of the parts that we write, and nothing else. */
const text = { type: 'string', minLength: 1 };
const message = { type: 'object', required: ['text'], properties: { text }, additionalProperties: false };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const positive = { type: 'integer', minimum: 1 };
const physicalLocation = {
  type: 'object',
  required: ['artifactLocation'],
  additionalProperties: false,
  properties: {
    artifactLocation: {
      type: 'object',
      required: ['uri', 'uriBaseId'],
      additionalProperties: false,
      properties: {
        uri: { type: 'string', pattern: "^(?![/])[A-Za-z0-9._~!'()*%/-]+$" },
        uriBaseId: { const: '%SRCROOT%' },
      },
    },
    region: {
      type: 'object',
      required: ['startLine'],
      additionalProperties: false,
      properties: { startLine: positive, startColumn: positive, endLine: positive, endColumn: positive },
    },
  },
};
const locations = {
  type: 'array',
  minItems: 1,
  items: { type: 'object', required: ['physicalLocation'], properties: { physicalLocation } },
};
const schema = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: { const: 'utf16CodeUnits' },
          originalUriBaseIds: { type: 'object', required: ['%SRCROOT%'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'version', 'rules'],
                additionalProperties: false,
                properties: {
                  name: text,
                  version: text,
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'name', 'shortDescription', 'fullDescription', 'help'],
                      additionalProperties: false,
                      properties: {
                        id: text,
                        name: { type: 'string', pattern: '^[A-Z][A-Za-z]+$' },
                        shortDescription: message,
                        fullDescription: message,
                        help: {
                          type: 'object',
                          required: ['text', 'markdown'],
                          properties: { text, markdown: text },
                        },
                        defaultConfiguration: {
                          type: 'object',
                          additionalProperties: false,
                          properties: { level, enabled: { type: 'boolean' } },
                        },
                        properties: {
                          type: 'object',
                          required: ['tags', 'precision', 'problem.severity'],
                          properties: { tags: { type: 'array', maxItems: 10, items: text } },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              additionalProperties: false,
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: { type: 'object', required: ['message'], properties: { message, level, locations } },
                },
              },
            },
          },
          results: {
            type: 'array',
            maxItems: 25_000,
            items: {
              type: 'object',
              required: [
                'ruleId',
                'ruleIndex',
                'level',
                'message',
                'locations',
                'partialFingerprints',
                'suppressions',
              ],
              additionalProperties: false,
              properties: {
                ruleId: text,
                ruleIndex: { type: 'integer', minimum: 0 },
                level,
                message,
                locations,
                partialFingerprints: { type: 'object', additionalProperties: text },
                suppressions: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['kind'],
                    additionalProperties: false,
                    properties: { kind: { enum: ['inSource', 'external'] }, justification: text },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
const validate = new Ajv({ allErrors: true }).compile(schema);

test.each([
  ['the sample', auditReport],
  ['an empty report', emptyAudit],
  [
    'places that cannot be',
    auditOf({
      uses: [
        audited('nginx', decisions.covered, { line: 0, column: 0, endLine: 0, endColumn: 0 }),
        { use: { ...use('nginx'), endLine: 3, endColumn: 1 }, decision: decisions.covered },
      ],
      conflicts: [{ rules: [], message: 'without a file' }],
    }),
  ],
])('%s is valid', (_, report) => {
  validate(sarif(report));
  expect(validate.errors ?? []).toEqual([]);
});

test.each([
  ['what verify found', verifyReport],
  ['what it found through a registry', viaReport],
  ['nothing', emptyVerify],
])('%s is valid', (_, report) => {
  const log = JSON.parse(verifyReporters.sarif(report, options)) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [{ tool, results }] = log.runs;
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(verifyChecks.map(({ id }) => id));
});

test('every result refers to its rule by name and by index', () => {
  const [{ tool, results }] = sarif(auditReport).runs;
  expect(results.length).toBe(auditReport.findings.length + auditReport.suppressed.length);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});

test('suppressed findings are there, and marked', () => {
  const [{ results }] = sarif(auditReport).runs;
  expect(results.filter(({ suppressions }) => suppressions.length > 0).map(({ ruleId }) => ruleId)).toEqual([
    'PT002',
    'PT005',
  ]);
});

test('fingerprints are unique', () => {
  const prints = sarif(auditReport).runs[0].results.map(
    ({ partialFingerprints }) => partialFingerprints['pullthrough/v1'],
  );
  expect(new Set(prints).size).toBe(prints.length);
});

test('beyond 25,000 results the least grave are left out, and that is said', () => {
  const uses = Array.from({ length: 13_000 }, (_, index) =>
    audited('nginx', decisions.covered, { line: index + 1, endLine: index + 1 }),
  );
  const [{ results, invocations }] = sarif(auditOf({ uses })).runs;
  expect(results).toHaveLength(25_000);
  expect(results.filter(({ level: graveness }) => graveness === 'error')).toHaveLength(13_000);
  expect(invocations[0].toolExecutionNotifications[0]?.message.text).toBe(
    '1000 findings of the lowest severity are left out.',
  );
});

test.each([
  ['a b/ü#?.yaml', 'a%20b/%C3%BC%23%3F.yaml'],
  ['a:b/100%.yaml', 'a%3Ab/100%25.yaml'],
  ['🐳.yaml', '%F0%9F%90%B3.yaml'],
  ['\ud800.yaml', '%EF%BF%BD.yaml'],
])('the path %j as a URI', (path, uri) => {
  expect(uriOf(path)).toBe(uri);
});
