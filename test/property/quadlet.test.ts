import { quadlet } from '../../src/sources/quadlet/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  quadlet,
  'web.container',
  [
    '[Container]\nImage="${R}/a:$T"\nMount=type=image,source=b/c:1\nMount="type=image,src=d"\n[Service]\nEnvironment=R=e.io "T=1"\n',
    '[Volume]\nDriver=image\nImage=docker://a.io/b\n---\n[Build]\nImageTag=c:1\nImageTag=d:%i\n',
  ],
  ['\\\n', '\\\r\n', '\\', '"', '%', '$', '${', '}', '=', '[', ']', '#', '\n', ',', 'source='],
);
