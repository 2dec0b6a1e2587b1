import { werf } from '../../../../src/sources/werf/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(werf);
