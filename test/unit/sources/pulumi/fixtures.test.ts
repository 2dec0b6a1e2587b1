import { pulumi } from '../../../../src/sources/pulumi/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(pulumi);
