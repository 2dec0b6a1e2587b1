import { ansible } from '../../src/sources/ansible/index.ts';
import { testAnyText } from '../support/source-property.ts';

testAnyText(ansible, 'roles/web/tasks/main.yml', [
  '- name: a\n',
  '  docker_container:\n',
  '    image: ',
  '  docker_image:\n',
  '    name: ',
  '  loop: ',
  '  when: ',
  '  block:\n',
  '"{{ ',
  ' }}"',
  'item',
  'a.b',
  "['c']",
  ' | default(',
  ')',
  ' if ',
  ' else ',
  ' ~ ',
  "'x:1'",
  '[a, b]',
  '\n',
]);
