import { clusterConfig } from '../../../../src/sources/cluster-config/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(clusterConfig);
