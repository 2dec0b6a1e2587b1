import { code } from '../../../../src/sources/code/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(code);
