import { render } from '../../../../src/sources/render/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(render);
