import { jenkins } from '../../../../src/sources/jenkins/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(jenkins);
