import { skaffold } from '../../../../src/sources/skaffold/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(skaffold);
