import { describe, expect, test } from 'vitest';
import {
  evaluate,
  fragmentsOf,
  knownText,
  newBudget,
  parseHcl,
  type Scope,
  text,
  unknown,
  unknownIn,
  type Value,
} from '../../../../src/formats/hcl/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

const names: Readonly<Record<string, Value>> = {
  tag: text('1.2'),
  empty: text(''),
  nothing: { kind: 'null' },
};

function scopeOf(): Scope {
  return {
    file: 'main.tf',
    bindings: new Map(),
    budget: newBudget(),
    reference: ([kind = '', name = '']) => ({
      value: (kind === 'var' ? names[name] : undefined) ?? unknown(`variable ${name} has no default`),
      used: 2,
    }),
  };
}

function evaluated(expression: string): Value {
  const value = parseHcl(sourceText('main.tf', `a = ${expression}\n`)).body.attributes[0]?.value;
  return value === undefined ? unknown('it could not be read') : evaluate(value, scopeOf());
}

/** JSON of what is known; `‹reason›` where it is not. */
function show(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'tuple':
      return `[${[...value.items.map(show), ...(value.open === undefined ? [] : ['…'])].join(',')}]`;
    case 'object':
      return `{${[...[...value.entries].map(([name, entry]) => `${name}:${show(entry)}`), ...(value.open === undefined ? [] : ['…'])].join(',')}}`;
    case 'unknown':
      return `‹${value.unknown.reason}›`;
    default: {
      const shown = (fragmentsOf(value) ?? []).map((part) =>
        part.kind === 'hole' ? `‹${part.unknown.reason}›` : part.text,
      );
      return value.kind === 'string' ? JSON.stringify(shown.join('')) : shown.join('');
    }
  }
}

const NO_DEFAULT = '‹variable x has no default›';

describe('what expressions are worth', () => {
  test.each([
    ['"a"', '"a"'],
    ['1.50', '1.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['"v${var.tag}-r${1 + 1}"', '"v1.2-r2"'],
    ['"a:${var.x}"', `"a:${NO_DEFAULT}"`],
    ['"${[1, 2]}"', '[1,2]'],
    ['"x${[1]}"', '"x‹a tuple stands where text is needed›"'],
    ['"x${var.nothing}"', '"x‹null stands where text is needed›"'],
    ['"%{ if true }a%{ else }b%{ endif }"', '"a"'],
    ['"%{ for x in [1, 2] }${x},%{ endfor }"', '"1,2,"'],
    ['var.x', NO_DEFAULT],
    ['var.tag == "1.2" ? "a" : "b"', '"a"'],
    ['var.nothing != null ? var.nothing : "b"', '"b"'],
    ['var.x ? "a" : "b"', NO_DEFAULT],
    ['false && var.x', 'false'],
    ['true || var.x', 'true'],
    ['true && var.x', NO_DEFAULT],
    ['!true', 'false'],
    ['-(1 + 2) * 3', '-9'],
    ['7 % 4 >= 3', 'true'],
    ['1 / 0', '‹the result is no number›'],
    ['[1, [2]] == [1, [2]]', 'true'],
    ['{ a = 1 } != { a = 2 }', 'true'],
    ['"1" == 1', 'false'],
    ['{ a = 1, "b" = 2, (var.tag) = 3, (var.x) = 4 }', '{a:1,b:2,1.2:3,…}'],
    ['{ a = { b = [1, 2] } }.a.b[1]', '2'],
    ['{ a = 1 }["a"]', '1'],
    ['[1, 2].0', '1'],
    ['[{ a = 1 }, { a = 2 }][*].a', '[1,2]'],
    ['{ a = 1 }.*.a', '[1]'],
    ['{ a = 1 }.b', '‹there is no attribute b›'],
    ['[for x in [1, 2, 3] : x * 2 if x > 1]', '[4,6]'],
    ['{ for k, v in { b = 1, a = 2 } : upper(k) => v }', '{A:2,B:1}'],
    ['{ for v in ["a", "b", "a"] : v => v... }', '{a:["a","a"],b:["b"]}'],
    ['[for x in var.x : x]', `[${NO_DEFAULT},…]`],
    ['merge({ a = 1, b = 1 }, { b = 2 })', '{a:1,b:2}'],
    ['merge({ a = 1 }, var.x)', '{a:1,…}'],
    ['merge([{ a = 1 }, { b = 2 }]...)', '{a:1,b:2}'],
    ['format("%s:%v-%d%%", "a", var.tag, 3)', '"a:1.2-3%"'],
    ['format("%[2]s/%[1]s", "a", "b")', '"b/a"'],
    ['format("%05d", 1)', '‹format() is not evaluated with %›'],
    ['join("/", ["a", var.x, "b"])', `"a/${NO_DEFAULT}/b"`],
    ['coalesce(var.nothing, var.empty, "c")', '"c"'],
    ['coalesce(var.x, "c")', NO_DEFAULT],
    ['lookup({ a = 1 }, "a", 2)', '1'],
    ['lookup({ a = 1 }, "b", 2)', '2'],
    ['try({ a = 1 }.b, "c")', '"c"'],
    ['try(var.x, "c")', NO_DEFAULT],
    ['can({ a = 1 }.b)', 'false'],
    ['concat([1], [2, 3])', '[1,2,3]'],
    ['flatten([[1, [2]], 3])', '[1,2,3]'],
    ['compact(["a", "", "b"])', '["a","b"]'],
    ['element(["a", "b"], 3)', '"b"'],
    ['keys({ b = 1, a = 2 })', '["a","b"]'],
    ['values({ b = 1, a = 2 })', '[2,1]'],
    ['length("é😀")', '2'],
    ['one([])', 'null'],
    ['split("/", "a/b")', '["a","b"]'],
    ['trimprefix("v1.2", "v")', '"1.2"'],
    ['lower("ABC")', '"abc"'],
    ['tostring(1)', '"1"'],
    ['jsonencode({ a = ["x\\"y", 1, true, null] })', '"{\\"a\\": [\\"x\\\\\\"y\\",1,true,null]}"'],
    ['file("values.yaml")', '‹the file values.yaml is read when Terraform runs›'],
    ['timestamp()', '‹the function timestamp is not evaluated›'],
  ])('%s', (expression, expected) => {
    expect(show(evaluated(expression))).toBe(expected);
  });
});

describe('where the letters stand', () => {
  const places = (expression: string): readonly string[] => {
    const source = sourceText('main.tf', `a = ${expression}\n`);
    const [attribute] = parseHcl(source).body.attributes;
    const value = attribute === undefined ? undefined : evaluate(attribute.value, scopeOf());
    return (value === undefined ? [] : (fragmentsOf(value) ?? [])).map((part) =>
      part.kind === 'hole'
        ? '?'
        : part.place === undefined
          ? `(${part.text})`
          : slice(source, part.place.span),
    );
  };
  test.each([
    ['"nginx:1.25"', ['nginx:1.25']],
    ['{ a = "x" }["a"]', ['x']],
    ['join(":", ["nginx", "1.25"])', ['nginx', ':', '1.25']],
    ['format("%s:%s", "nginx", 1.25)', ['nginx', ':', '1.25']],
    ['split("/", "ghcr.io/app")[1]', ['app']],
    ['true ? "a" : "b"', ['a']],
    ['lower("ABC")', ['(abc)']],
    ['"a${1.50}"', ['a', '(1.5)']],
    ['jsonencode("a")', ['(")', 'a', '(")']],
  ])('%s', (expression, expected) => {
    expect(places(expression)).toEqual(expected);
  });
});

test('what grows without end is given up', () => {
  const doubled = Array.from(
    { length: 40 },
    (_, index) => `a${index + 1} = "\${local.a${index}}\${local.a${index}}"\n`,
  );
  const source = sourceText('main.tf', `a0 = "x"\n${doubled.join('')}`);
  const { attributes } = parseHcl(source).body;
  const known = new Map<string, Value>();
  const scope: Scope = {
    ...scopeOf(),
    reference: ([, name = '']) => ({ value: known.get(name) ?? unknown('?'), used: 2 }),
  };
  for (const { name, value } of attributes) known.set(name, evaluate(value, scope));
  const last = known.get('a40') ?? text('');
  expect(knownText(last)).toBeUndefined();
  expect(unknownIn(last)?.reason).toBe('it takes too long to evaluate');
});
