import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { kubernetes } from '../../../../src/sources/kubernetes/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function images(spec: string, kind = 'Task'): readonly string[] {
  const text = `apiVersion: tekton.dev/v1\nkind: ${kind}\nmetadata: { name: t }\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
  const source = sourceText('t.yaml', text);
  const { uses, unresolved } = extractImages(source, [kubernetes], { buildArgs: {} });
  for (const { pieces = [] } of uses)
    for (const piece of pieces) expect(slice(source, piece.span)).toBe(piece.value);
  return [
    ...uses.filter(({ path }) => path.includes('steps')).map(({ value, raw }) => `${raw} = ${value}`),
    ...unresolved.map(({ raw, reason }) => `${raw} (${reason})`),
  ];
}

const steps = (image: string): string => `steps:\n  - image: ${image}`;

test.each([
  ['params: [{ name: tag, default: "1" }]', 'a/b:$(params.tag)', ['a/b:$(params.tag) = a/b:1']],
  ['params: [{ name: i, default: a/b:1 }]', '$(params.i)', ['$(params.i) = a/b:1']],
  ['params: [{ name: i, default: a/b:1 }]', '\'$(params["i"])\'', ['$(params["i"]) = a/b:1']],
  ['inputs: { params: [{ name: i, default: a/b:1 }] }', '$(inputs.params.i)', ['$(inputs.params.i) = a/b:1']],
  ['params: [{ name: i }]', 'a/b:$(params.i)', ['a/b:$(params.i) (variable params.i has no value here)']],
  [
    'params: [{ name: i, default: $(context.x) }]',
    'a/b:$(params.i)',
    ['a/b:$(params.i) (variable params.i has no value here)'],
  ],
])('%s, %s', (params, image, expected) => {
  expect(images(`${params}\n${steps(image)}`)).toEqual(expected);
});

test('what a run gives wins over the default of its task', () => {
  const spec = `params: [{ name: i, value: a/b:2 }]\ntaskSpec:\n  params: [{ name: i, default: a/b:1 }]\n${steps('$(params.i)').replace(/^/gm, '  ')}`;
  expect(images(spec, 'TaskRun')).toEqual(['$(params.i) = a/b:2']);
});

test('a task of a pipeline that has a parameter of its own means that', () => {
  const spec = `params: [{ name: i, default: a/b:1 }]\ntasks:\n  - name: t\n    params: [{ name: i, value: x }]\n    taskSpec:\n${steps('a/$(params.i)').replace(/^/gm, '      ')}`;
  expect(images(spec, 'Pipeline')).toEqual(['a/$(params.i) (variable params.i has no value here)']);
});
