import { dotnet } from '../../../../src/sources/dotnet/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures(dotnet);
