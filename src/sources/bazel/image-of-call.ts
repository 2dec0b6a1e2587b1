import type { FoundImage, Piece, PieceRole } from '../image-use.ts';
import type { Call } from '../starlark/index.ts';
import type { Rule } from './rules.ts';

type Text = Call['positional'][number];

/**
 * The image of a rule: `image`, or `registry` and `repository`, with `tag` and `digest`. What the file says by a variable that is no
 * literal is a macro's, which is read where it is called.
 */
export function imageOfCall(call: Call, { purpose, repository: keys }: Rule): FoundImage | undefined {
  const { name, named } = call;
  const key = keys.find((one) => named.has(one));
  if (key === undefined) return purpose === 'push' ? undefined : composedImage(call, keys);
  const repository = key === undefined ? undefined : named.get(key);
  if (repository === undefined || repository.value === '') return undefined;
  const parts: readonly (readonly [role: PieceRole, text: Text, before: string])[] = [
    ['registry', key === 'repository' ? named.get('registry') : undefined, ''],
    ['repository', repository, named.get('registry') === undefined ? '' : '/'],
    ['tag', named.get('tag'), ':'],
    ['digest', named.get('digest'), '@'],
  ];
  const given = parts.flatMap(([role, text, before]) =>
    text === undefined || text.value === '' ? [] : [{ role, text, before }],
  );
  const value = given.map(({ text, before }) => before + text.value).join('');
  const pieces = given.map(({ role, text }): Piece => ({ role, value: text.value, span: text.content }));
  const whole = given.length === 1;
  const verbatim = given.every(({ text }) => text.verbatim);
  return {
    span: repository.content,
    value,
    ...(verbatim ? (whole ? {} : { pieces }) : { pieces: [] }),
    path: `${name}(${key})`,
    purpose,
    confidence: 'certain',
    reach: 'default',
  };
}

/** `"ghcr.io/shop/web:{}".format(version)`. */
function composedImage({ name, open }: Call, keys: readonly string[]): FoundImage | undefined {
  const key = keys.find((one) => open.has(one));
  const text = key === undefined ? undefined : open.get(key);
  if (text === undefined) return undefined;
  return {
    span: text.content,
    value: text.value,
    unresolved: { code: 'variable', reason: 'it is composed when Bazel reads the file' },
    path: `${name}(${key})`,
    purpose: 'build',
    confidence: 'certain',
    reach: 'default',
  };
}
