import { earthfile } from '../../../../src/sources/earthfile/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(earthfile);
