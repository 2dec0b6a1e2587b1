import { compose } from '../../../../src/sources/compose/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(compose);
