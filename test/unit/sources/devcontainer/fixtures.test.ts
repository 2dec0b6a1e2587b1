import { devcontainer } from '../../../../src/sources/devcontainer/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(devcontainer);
