import { expect, test } from 'vitest';
import { bicep } from '../../src/sources/bicep/index.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(bicep, 'main.bicep', [
  "resource a 'Microsoft.App/jobs@1' = ",
  "module b './b.bicep' = ",
  'param c string = ',
  'var d = ',
  '@description(',
  '{\n',
  '}\n',
  '[for x in ',
  '[',
  ']\n',
  ': ',
  'image: ',
  'properties: ',
  'containers: ',
  "'",
  "'''",
  '${',
  '}',
  'd.e',
  '.?f',
  '!',
  ' ? ',
  ' ?? ',
  ' => ',
  '...',
  'if (',
  ')',
  ', ',
  '// x\n',
  '/*',
  '*/',
  '\n',
]);

test('declarations in declarations that are not closed are read once', () => {
  for (const opening of [
    "resource a 'x' = ({\n",
    "@a({\nresource b 'y' = [for c in d: {\n",
    "var x = map([\n{\nresource e 'z' = {\n",
  ]) {
    const text = opening.repeat(400);
    expect(bicep.extract(sourceText('main.bicep', `${text} image`), { buildArgs: {} })?.found).toEqual([]);
  }
});

test('variables made of conditions on each other do not multiply', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `var v${i} = p ? v${i + 1} : v${i + 1}`).join('\n');
  const text = `param p bool\n${lines}\nvar v60 = 'nginx:1'\nresource a 'Microsoft.App/jobs@1' = { properties: { template: { containers: [ { image: v0 } ] } } }\n`;
  expect(bicep.extract(sourceText('main.bicep', text), { buildArgs: {} })?.found).toHaveLength(1);
});
