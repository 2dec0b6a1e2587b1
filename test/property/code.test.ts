import { code } from '../../src/sources/code/index.ts';
import { testMutations } from '../support/source-mutations.ts';

const marks = [
  '"',
  "'",
  '`',
  '"""',
  '\\',
  '(',
  ')',
  '{',
  '}',
  '<',
  '>',
  ',',
  '=',
  '+',
  '//',
  '/*',
  '\n',
  '$',
  'f"',
];

testMutations(
  code,
  'src/test/ShopTest.java',
  [
    'import org.testcontainers.*;\nString A = "redis:7";\nvar a = new GenericContainer<>(A);\nvar b = new PostgreSQLContainer<>(DockerImageName.parse("a.io/b:1").asCompatibleSubstituteFor("postgres"));\n',
    'import org.testcontainers.*;\nvar c = new KafkaContainer("apache/kafka:" + VERSION); // x\nvar d = new NginxContainer("nginx:1\\u0031");\n',
  ],
  [...marks, 'GenericContainer('],
);

testMutations(
  code,
  'e2e/shop.spec.ts',
  [
    "import 'testcontainers';\nconst tag = '7';\nnew GenericContainer(`redis:${tag}`);\nnew PostgreSqlContainer(`a/b:${x.y}`);\n",
    "import '@dagger.io/dagger';\ndag.container({ platform: 'x' }).from('alpine:3').withExec(['a']);\n",
  ],
  [...marks, 'container().from('],
);

testMutations(
  code,
  'Shop.AppHost/AppHost.cs',
  [
    'DistributedApplication b;\nb.AddRedis("a").WithImageTag("7");\nb.AddPostgres("b").WithImage("a/b", "c").WithImageRegistry("d.io");\n',
    'DistributedApplication b;\nb.AddContainer("a", $"b/{c}", @"1").WithLifetime(x).WithImageSHA256("0");\n',
  ],
  [...marks, '.WithImage('],
);
