import { earthfile } from '../../src/sources/earthfile/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  earthfile,
  'Earthfile',
  [
    'VERSION 0.8\nARG --global R=a.io\nt:\n    ARG T="$R-1"\n    FROM --platform=x $R/b:${T}\n    IF true\n        SET T = 2\n    END\n    SAVE IMAGE --push c:$T\n',
    'FROM alpine\nt:\n    WITH DOCKER \\\n        --pull d/e:1 --load f=+t\n        RUN docker run f\n    END\n    FOR v IN 1 2 "3"\n        FROM g:$v\n    END\n',
  ],
  ['\\\n', '\\', '"', "'", '$', '${', '}', '$(', ')', '#', '\n', '=', '--pull ', 'IF ', 'END', '+'],
  true,
);
