import { buildkite } from '../../../../src/sources/buildkite/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(buildkite);
