import { bicep } from '../../../../src/sources/bicep/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(bicep);
