import { just } from '../../../../src/sources/just/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(just);
