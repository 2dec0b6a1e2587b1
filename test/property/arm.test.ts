import { arm } from '../../src/sources/arm/index.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(arm, 'azuredeploy.json', [
  '{"$schema": "deploymentTemplate.json#", ',
  '"resources": [',
  '{"type": "Microsoft.App/jobs", ',
  '"copy": [{"name": "containers", "count": 2, "input": ',
  '"properties": {"template": {"containers": [',
  '{"image": "',
  "[concat(parameters('a'), ':1')]",
  "[if(equals(1, 2), 'a', variables('b'))]",
  "[format('{0}', copyIndex())]",
  '"variables": {"b": "',
  '"parameters": {"a": {"defaultValue": "',
  '"',
  '}',
  ']',
  ', ',
  '// \n',
  '\\',
  "'",
]);
