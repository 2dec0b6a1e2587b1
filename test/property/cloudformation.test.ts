import { cloudformation } from '../../src/sources/cloudformation/index.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(cloudformation, 'stack.yaml', [
  'Resources:\n',
  '  A:\n    Type: AWS::Lambda::Function\n',
  '    Properties:\n      Code:\n        ImageUri: ',
  "!Sub '${A}:${!B}'\n",
  '!Join [a, [b, !Ref C]]\n',
  '!If [a, b, c]\n',
  '!Select [0, [a]]\n',
  "!Split [',', 'a,b']\n",
  '!FindInMap [a, b, c]\n',
  'Fn::Sub: ',
  'Parameters:\n  C:\n    Default: ',
  'Mappings:\n  a: {b: {c: d}}\n',
  '[',
  ']',
  '\n',
]);
