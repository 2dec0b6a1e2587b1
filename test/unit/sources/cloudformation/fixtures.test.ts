import { cloudformation } from '../../../../src/sources/cloudformation/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(cloudformation);
