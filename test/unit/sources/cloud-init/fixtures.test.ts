import { cloudInit } from '../../../../src/sources/cloud-init/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(cloudInit);
