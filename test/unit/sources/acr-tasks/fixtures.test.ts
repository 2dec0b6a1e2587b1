import { acrTasks } from '../../../../src/sources/acr-tasks/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(acrTasks);
