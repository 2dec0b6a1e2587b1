import { gradle } from '../../../../src/sources/gradle/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(gradle);
