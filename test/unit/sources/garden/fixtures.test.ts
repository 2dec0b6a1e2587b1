import { garden } from '../../../../src/sources/garden/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(garden);
