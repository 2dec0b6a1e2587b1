import { drone } from '../../../../src/sources/drone/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(drone);
