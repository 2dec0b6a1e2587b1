import { cloudBuild } from '../../../../src/sources/cloud-build/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(cloudBuild);
