import { gitlabCi } from '../../../../src/sources/gitlab-ci/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(gitlabCi);
