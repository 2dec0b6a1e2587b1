import { terraform } from '../../../../src/sources/terraform/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(terraform);
