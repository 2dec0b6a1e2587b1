import { fragmentsOf, type HclExpression, type Value } from '../../formats/hcl/index.ts';
import { attributeOf, attributeValue, blocksOf, imageOf, type Scoped } from '../evaluated/index.ts';
import type { Purpose } from '../image-use.ts';
import { addImage, innerSpan, type Resource } from './resource.ts';

/** An image in an attribute of its own. */
export function plainImage(
  resource: Resource,
  body: Scoped,
  attribute: string,
  path: string,
  purpose: Purpose = 'pull',
): void {
  const expression = attributeOf(body.body, attribute);
  const value = attributeValue(body, attribute);
  if (expression === undefined || value === undefined || namesImage(expression)) return;
  addValue(resource, value, expression, `${path}.${attribute}`, purpose);
}

/** The image that a value is, at the place of an expression. */
export function addValue(
  resource: Resource,
  value: Value,
  expression: HclExpression,
  path: string,
  purpose: Purpose = 'pull',
): void {
  const fragments = fragmentsOf(value);
  if (fragments === undefined || fragments.length === 0) return;
  const image = imageOf(fragments, resource.source.path, innerSpan(expression));
  addImage(resource, { ...image, path, purpose, confidence: 'certain' });
}

/** `docker_image.web.image_id`: the image of another resource, which is found there. */
const IMAGE_RESOURCE = /^docker_(?:image|registry_image)$/;

function namesImage(expression: HclExpression): boolean {
  const { kind } = expression;
  if (kind === 'template') {
    const [only] = expression.parts;
    return expression.parts.length === 1 && only?.kind === 'interpolation' && namesImage(only.expression);
  }
  if (kind === 'parentheses') return namesImage(expression.expression);
  if (kind !== 'traversal' || expression.source.kind !== 'variable') return false;
  const { name } = expression.source;
  const [step] = expression.steps;
  return IMAGE_RESOURCE.test(name === 'data' && step?.kind === 'attribute' ? step.name : name);
}

/** The images of a list that is written out. */
export function listedImages(resource: Resource, body: Scoped, attribute: string, path: string): void {
  const expression = attributeOf(body.body, attribute);
  if (expression?.kind !== 'tuple') return;
  const value = attributeValue(body, attribute);
  if (value?.kind !== 'tuple') return;
  for (const [index, item] of expression.items.entries()) {
    const each = value.items[index];
    if (each !== undefined) addValue(resource, each, item, `${path}.${attribute}[${index}]`);
  }
}

/** The images of blocks of some types, at any depth. */
export function nestedImages(
  resource: Resource,
  types: ReadonlySet<string>,
  attribute = 'image',
  body: Scoped = resource,
  path: string = resource.address,
  depth = 0,
): void {
  if (depth > 20) return;
  const seen = new Map<string, number>();
  for (const block of blocksOf(body)) {
    const index = seen.get(block.type) ?? 0;
    seen.set(block.type, index + 1);
    const listed = types.has(block.type);
    const at = `${path}.${block.type}${listed ? `[${index}]` : ''}`;
    if (listed) plainImage(resource, block, attribute, at);
    nestedImages(resource, types, attribute, block, at, depth + 1);
  }
}
