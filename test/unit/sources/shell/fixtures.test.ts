import { shell } from '../../../../src/sources/shell/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(shell);
