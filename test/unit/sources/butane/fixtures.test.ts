import { butane } from '../../../../src/sources/butane/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(butane);
