import { maven } from '../../src/sources/maven/index.ts';
import { testMutations } from '../support/source-mutations.ts';

testMutations(
  maven,
  'pom.xml',
  [
    '<project><properties><a>b.io/c</a><d.image>e:${f}</d.image><f>${a}</f></properties><build><plugins><plugin><artifactId>jib-maven-plugin</artifactId><configuration><from><image> ${a}/g:1 </image></from></configuration></plugin></plugins></build></project>',
    '<project><profiles><profile><id>p</id><build><plugins><plugin><artifactId>docker-maven-plugin</artifactId><executions><execution><configuration><images><image><name>a&amp;b</name></image><image><name><![CDATA[c/d:1]]></name><build><from>e<!-- f -->g</from></build></image></images></configuration></execution></executions></plugin></plugins></build></profile></profiles></project>',
  ],
  [
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&#x41;',
    '${',
    '}',
    '${a}',
    '<image>',
    '</image>',
    '\n',
  ],
);
