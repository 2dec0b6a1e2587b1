import { bazel } from '../../../../src/sources/bazel/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(bazel);
