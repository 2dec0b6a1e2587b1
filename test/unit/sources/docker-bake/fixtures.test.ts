import { dockerBake } from '../../../../src/sources/docker-bake/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(dockerBake);
