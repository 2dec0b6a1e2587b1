import { describe, expect, test } from 'vitest';
import { compose, composeElsewhere } from '../../../../src/sources/compose/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function values(path: string, text: string): readonly string[] | undefined {
  const source = path.includes('compose') ? compose : composeElsewhere;
  const extraction = source.extract(sourceText(path, text), { buildArgs: {} });
  return extraction?.found.map(({ value, confidence }) => `${value} ${confidence}`);
}

describe('under another name', () => {
  test('services with an image or a build, and nothing else at the top, are a Compose file', () => {
    expect(values('stack.yml', 'services:\n  a:\n    image: nginx\n  b:\n    build: .\n')).toEqual([
      'nginx likely',
    ]);
    const jobs =
      'services:\n  a:\n    image: nginx\njobs:\n  b:\n    image: redis\n    triggers: { manual: true }\n';
    expect(values('stack.yml', jobs)).toEqual(['nginx likely', 'redis likely']);
    const text = '{"version": "3", "services": {"a": {"image": "nginx"}}, "x-a": 1}';
    expect(values('stack.json', text)).toEqual(['nginx likely']);
  });

  test.each([
    ['Woodpecker', 'steps:\n  a:\n    image: golang\nservices:\n  db:\n    image: postgres\n'],
    ['Drone', 'kind: pipeline\nservices:\n- name: db\n  image: postgres\n'],
    ['GitLab', 'services:\n  - postgres:17\ntest:\n  image: golang\n'],
    ['a Kubernetes object', 'apiVersion: v1\nkind: X\nservices:\n  a:\n    image: nginx\n'],
    ['a service container of Symfony', 'services:\n  App\\Mailer:\n    arguments: [x]\n'],
    ['azd', 'name: x\nservices:\n  web:\n    project: src\n    image: nginx\ninfra: {}\n'],
    ['services that are no maps', 'services:\n  a: nginx\n  b:\n    image: nginx\n'],
    ['nothing', ''],
    ['version 1', 'web:\n  image: nginx\n'],
  ])('%s is none', (_, text) => {
    expect(values('stack.yml', text)).toBeUndefined();
  });
});

describe('by its name', () => {
  test('version 1 has its services at the top', () => {
    expect(values('docker-compose.yml', 'web:\n  image: nginx\ndb:\n  build: db\n')).toEqual([
      'nginx certain',
    ]);
  });

  test.each([
    ['a file of another kind', 'apiVersion: v1\nkind: Pod\nspec:\n  image: nginx\n'],
    ['a list', '- image: nginx\n'],
    ['maps that are no services', 'a:\n  b: c\n'],
  ])('%s is none', (_, text) => {
    expect(values('docker-compose.yml', text)).toBeUndefined();
  });

  test('what cannot be read is said, and the rest is read', () => {
    const text = 'services:\n  a:\n    image: nginx\n  b:\n    image: [\n';
    const extraction = compose.extract(sourceText('compose.yaml', text), { buildArgs: {} });
    expect(extraction?.found.map(({ value }) => value)).toEqual(['nginx']);
    expect(extraction?.problems.length).toBeGreaterThan(0);
  });

  test('a template is read with its actions masked', () => {
    const text =
      'services:\n{{ if .A }}\n  a:\n    image: nginx:{{ .Tag }}\n{{ end }}\n  b:\n    image: redis:8\n';
    const extraction = compose.extract(sourceText('docker-compose.yml.tmpl', text), { buildArgs: {} });
    expect(extraction?.found).toMatchObject([
      { value: 'nginx:{{ .Tag }}', unresolved: { code: 'template' } },
      { value: 'redis:8' },
    ]);
  });
});

test('aliases that name more than a file has bytes are followed so far only', () => {
  const lists = Array.from({ length: 6 }, (_, level) => {
    const items =
      level === 0
        ? '{ type: image, source: a/b:1 }'
        : Array(10)
            .fill(`*l${level - 1}`)
            .join(', ');
    return `x-l${level}: &l${level} { volumes: [${items}] }\n`;
  }).join('');
  const services = Array.from({ length: 2000 }, (_, index) => `  s${index}: *big\n`).join('');
  const volumes = Array(100).fill('{ type: image, source: a/b:1 }').join(', ');
  const text = `${lists}x-big: &big { image: nginx, volumes: [${volumes}] }\nservices:\n${services}`;
  const extraction = compose.extract(sourceText('compose.yaml', text), { buildArgs: {} });
  expect(extraction?.problems).toMatchObject([{ message: expect.stringContaining('Aliases') }]);
});

test('a service that extends itself, or in a circle, is read once', () => {
  const text =
    'services:\n  a:\n    extends: a\n    image: nginx\n  b:\n    extends: c\n  c:\n    extends: b\n    image: redis\n';
  expect(values('compose.yaml', text)).toEqual(['nginx certain', 'redis certain', 'redis certain']);
});

test('the configuration is over .env and over defaults', () => {
  const text = 'services:\n  a:\n    image: a/b:${TAG:-1}\n  c:\n    image: a/c:${OTHER}\n';
  const env = sourceText('d/.env', 'TAG=2\nOTHER=$TAG.0\n');
  const extraction = compose.extract(sourceText('d/compose.yaml', text), {
    buildArgs: {},
    variables: { TAG: '3' },
    fileAt: (path) => (path === env.path ? env : undefined),
  });
  expect(extraction?.found.map(({ value, origin }) => [value, origin])).toEqual([
    ['a/b:3', ['TAG']],
    ['a/c:3.0', ['OTHER', 'TAG']],
  ]);
});
