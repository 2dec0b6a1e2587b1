// Adds up vitest's JSON results and prints the closing line of a CI run, before it the tests that failed and why: their
// place in the log is far above. A step that failed without a failing test counts as one.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [failedSteps, ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of files) {
  if (!existsSync(file)) {
    console.log(`FAILED: there are no results in ${file}`);
    failed++;
    continue;
  }
  const results = JSON.parse(readFileSync(file, 'utf8'));
  passed += results.numPassedTests;
  failed += Math.max(results.numFailedTests, results.numFailedTestSuites > 0 ? 1 : 0);
  skipped += results.numPendingTests;
  printFailures(results.testResults);
}
failed = Math.max(failed, Number(failedSteps));
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function printFailures(suites) {
  for (const suite of suites) {
    const name = relative(process.cwd(), suite.name);
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of tests)
      console.log(`FAILED: ${name}: ${fullName}\n${indented(failureMessages.join('\n'))}`);
    if (suite.status === 'failed' && tests.length === 0)
      console.log(`FAILED: ${name}\n${indented(suite.message)}`);
  }
}

function indented(text) {
  return text
    .split('\n')
    .slice(0, 40)
    .map((line) => `  ${line}`)
    .join('\n');
}
