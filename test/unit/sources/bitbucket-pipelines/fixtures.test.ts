import { bitbucketPipelines } from '../../../../src/sources/bitbucket-pipelines/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(bitbucketPipelines);
