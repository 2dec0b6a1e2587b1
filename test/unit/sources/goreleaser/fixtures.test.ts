import { goreleaser } from '../../../../src/sources/goreleaser/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(goreleaser);
