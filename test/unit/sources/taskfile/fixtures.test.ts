import { taskfile } from '../../../../src/sources/taskfile/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(taskfile);
