import { tilt } from '../../../../src/sources/tilt/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(tilt);
