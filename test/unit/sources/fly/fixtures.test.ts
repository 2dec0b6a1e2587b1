import { fly } from '../../../../src/sources/fly/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(fly);
