import { buildpacks } from '../../../../src/sources/buildpacks/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(buildpacks);
