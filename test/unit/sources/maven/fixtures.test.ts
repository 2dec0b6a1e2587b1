import { maven } from '../../../../src/sources/maven/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(maven);
