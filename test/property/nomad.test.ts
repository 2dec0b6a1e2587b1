import { nomad } from '../../src/sources/nomad/index.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(nomad, 'web.nomad', [
  'job "a" {\n',
  'group "b" {\n',
  'task "c" {\n',
  'dynamic "task" {\n for_each = ["x"]\n content {\n',
  'driver = "docker"\n',
  'config {\n',
  'image = ',
  '"docker://a/b:1"\n',
  '"${var.x}:${local.y}"\n',
  'variable "x" {\n default = ',
  'locals {\n y = ',
  '}\n',
  '[[ z ]]',
]);
