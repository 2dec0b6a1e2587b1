import { ansible } from '../../../../src/sources/ansible/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(ansible);
