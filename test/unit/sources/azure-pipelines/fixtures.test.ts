import { azurePipelines } from '../../../../src/sources/azure-pipelines/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(azurePipelines);
