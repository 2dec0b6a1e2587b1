import { make } from '../../../../src/sources/make/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(make);
