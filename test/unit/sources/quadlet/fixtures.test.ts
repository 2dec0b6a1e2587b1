import { quadlet } from '../../../../src/sources/quadlet/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(quadlet);
