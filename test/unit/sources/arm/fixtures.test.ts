import { arm } from '../../../../src/sources/arm/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(arm);
