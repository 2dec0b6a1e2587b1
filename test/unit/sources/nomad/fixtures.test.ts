import { nomad } from '../../../../src/sources/nomad/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(nomad);
