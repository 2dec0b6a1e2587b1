import { ko } from '../../../../src/sources/ko/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(ko);
