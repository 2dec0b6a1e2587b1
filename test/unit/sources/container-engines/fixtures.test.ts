import { containerEngines } from '../../../../src/sources/container-engines/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(containerEngines);
