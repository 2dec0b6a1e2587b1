import { circleci } from '../../../../src/sources/circleci/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(circleci);
