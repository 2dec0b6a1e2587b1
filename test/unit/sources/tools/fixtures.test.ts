import { toolFiles } from '../../../../src/sources/tools/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(toolFiles);
