import type { HclBody, HclExpression, HclStep, TemplatePart } from '../../src/formats/hcl/index.ts';

/** A tree of lists, as `test/conformance/hcl` has Go's answers: the nodes of hclsyntax by short names. */
export type Tree = null | boolean | number | string | readonly Tree[];

/** A body: attributes with the bytes at which name, value and value's end stand, and blocks with theirs. */
export function bodyTree(body: HclBody, text: string): Tree {
  const at = (offset: number): number => Buffer.byteLength(text.slice(0, offset));
  return [
    body.attributes.map(({ name, nameSpan, value }) => [
      name,
      at(nameSpan.start),
      at(value.span.start),
      at(value.span.end),
      expressionTree(value),
    ]),
    body.blocks.map((block) => [
      block.type,
      block.labels.map(({ value }) => value),
      at(block.typeSpan.start),
      at(block.span.end),
      bodyTree(block.body, text),
    ]),
  ];
}

function expressionTree(expression: HclExpression): Tree {
  switch (expression.kind) {
    case 'number':
      return ['num', Number(expression.text)];
    case 'bool':
      return ['bool', expression.value];
    case 'null':
      return ['null'];
    case 'variable':
      return ['trav', [['root', expression.name]]];
    case 'parentheses':
      return ['par', expressionTree(expression.expression)];
    case 'unary':
      return ['un', expression.operator, expressionTree(expression.operand)];
    case 'binary':
      return ['bin', expression.operator, expressionTree(expression.left), expressionTree(expression.right)];
    case 'conditional': {
      const { condition, whenTrue, whenFalse } = expression;
      return ['cond', expressionTree(condition), expressionTree(whenTrue), expressionTree(whenFalse)];
    }
    case 'tuple':
      return ['tuple', ...expression.items.map(expressionTree)];
    case 'object':
      return [
        'obj',
        ...expression.items.map(({ key, value }) => [expressionTree(key), expressionTree(value)]),
      ];
    case 'call':
      return ['call', expression.name, expression.expandsLast, ...expression.args.map(expressionTree)];
    case 'for': {
      const { keyName, valueName, collection, key, value, condition, groups } = expression;
      const optional = (part: HclExpression | undefined): Tree =>
        part === undefined ? null : expressionTree(part);
      const names = [keyName ?? '', valueName];
      return [
        'for',
        ...names,
        expressionTree(collection),
        optional(key),
        expressionTree(value),
        optional(condition),
        groups,
      ];
    }
    case 'template': {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only?.kind === 'interpolation')
        return ['wrap', expressionTree(only.expression)];
      return templateTree(expression.parts);
    }
    case 'traversal':
      return stepsTree(expressionTree(expression.source), expression.steps);
  }
}

function templateTree(parts: readonly TemplatePart[]): Tree {
  return ['tmpl', ...(parts.length === 0 ? [['str', '']] : parts.map(partTree))];
}

function partTree(part: TemplatePart): Tree {
  switch (part.kind) {
    case 'text':
      return ['str', part.value];
    case 'interpolation':
      return expressionTree(part.expression);
    case 'if':
      return ['cond', expressionTree(part.condition), templateTree(part.body), templateTree(part.otherwise)];
    case 'for': {
      const { key, value, collection, body } = part;
      return [
        'join',
        ['for', key ?? '', value, expressionTree(collection), null, templateTree(body), null, false],
      ];
    }
  }
}

/** Go keeps names and constant indices that follow each other in one node. */
function stepsTree(source: Tree, steps: readonly HclStep[]): Tree {
  let tree = source;
  for (const step of steps) {
    if (step.kind === 'splat') tree = ['splat', tree, stepsTree(['anon'], step.each)];
    else if (step.kind === 'attribute') tree = extended(tree, ['attr', step.name]);
    else {
      const key = constant(step.key);
      tree = key === undefined ? ['index', tree, expressionTree(step.key)] : extended(tree, ['idx', key]);
    }
  }
  return tree;
}

function extended(tree: Tree, step: Tree): Tree {
  const [kind, ...rest] = Array.isArray(tree) ? (tree as readonly Tree[]) : [];
  const last = rest.at(-1);
  if ((kind === 'trav' || kind === 'rel') && Array.isArray(last))
    return [kind, ...rest.slice(0, -1), [...last, step]];
  return ['rel', tree, [step]];
}

function constant(key: HclExpression): Tree | undefined {
  if (key.kind === 'number' || key.kind === 'bool' || key.kind === 'null') return expressionTree(key);
  if (key.kind !== 'template' || key.parts.length > 1) return undefined;
  const [only] = key.parts;
  if (only === undefined) return ['str', ''];
  return only.kind === 'text' ? ['str', only.value] : undefined;
}
