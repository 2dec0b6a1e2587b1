import { zarf } from '../../../../src/sources/zarf/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(zarf);
