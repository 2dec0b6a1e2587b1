import { concourse } from '../../../../src/sources/concourse/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(concourse);
