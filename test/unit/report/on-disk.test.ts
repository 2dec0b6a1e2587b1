import { expect, test } from 'vitest';
import { azureCommands } from '../../../src/report/shared/azure.ts';
import { githubCommands } from '../../../src/report/shared/github.ts';
import { gitlabReport } from '../../../src/report/shared/gitlab.ts';
import type { Problem } from '../../../src/report/shared/problem.ts';
import { resultJson } from '../../../src/report/shared/sarif-result.ts';

const packed: Problem = {
  check: 'PT001',
  slug: 'uncovered-image',
  severity: 'error',
  file: 'charts/redis-1.0.tgz!values.yaml',
  location: { line: 3, column: 9, endLine: 3, endColumn: 14 },
  message: 'Redis is not covered.',
  help: 'Cover it.',
  fingerprint: '0123456789abcdef',
};

const told = 'charts/redis-1.0.tgz!values.yaml:3:9: Redis is not covered.';

test('what is packed is shown at its archive, which has no lines', () => {
  expect(githubCommands([packed])).toBe(
    `::error file=charts/redis-1.0.tgz,title=PT001 uncovered-image::${told}%0ACover it.\n`,
  );
  expect(azureCommands([packed])).toBe(
    `##vso[task.logissue type=error;sourcepath=charts/redis-1.0.tgz;code=PT001;]${told} Cover it.\n`,
  );
  expect(JSON.parse(gitlabReport([packed]))).toMatchObject([
    {
      description: `PT001: ${told} Cover it.`,
      location: { path: 'charts/redis-1.0.tgz', lines: { begin: 1 } },
    },
  ]);
  expect(resultJson({ problem: packed }, new Map())).toMatchObject({
    message: { text: `${told} Cover it.` },
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'charts/redis-1.0.tgz' }, region: { startLine: 1 } } },
    ],
  });
});

test('what lies in the repository is shown where it is', () => {
  const { file: _, ...rest } = packed;
  expect(githubCommands([{ ...rest, file: 'a!/values.yaml' }])).toContain('file=a!/values.yaml,line=3');
});
