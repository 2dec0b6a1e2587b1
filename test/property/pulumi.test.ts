import { pulumi } from '../../src/sources/pulumi/index.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(pulumi, 'Pulumi.yaml', [
  'resources:\n',
  '  a:\n    type: docker:Container\n    properties:\n',
  '  b:\n    type: kubernetes:v1:Pod\n    properties:\n',
  '      image: ',
  '${c.d[0]}',
  '$${c}',
  'variables:\n  c: ',
  'config:\n  c: {default: x}\n',
  'fn::toJSON: ',
  '[',
  ']',
  '\n',
]);
