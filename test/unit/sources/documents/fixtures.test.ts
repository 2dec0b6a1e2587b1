import { documents } from '../../../../src/sources/documents/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(documents);
