import { githubActions } from '../../../../src/sources/github-actions/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(githubActions);
