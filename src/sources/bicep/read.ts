import type { BicepDeployed, BicepStatement } from '../../formats/bicep/index.ts';
import {
  type Expression,
  evaluateExpression,
  knownText,
  type Scope,
  type Value,
} from '../../formats/expressions/index.ts';
import { type SourceText, slice } from '../../text/source-text.ts';
import { resourceImages, shapeOf } from '../azure/index.ts';
import type { FoundImage } from '../image-use.ts';
import { moduleImages } from './module-images.ts';

/** The images of the resources that a file declares, and of what it gives to modules. */
export function declaredImages(
  statements: readonly BicepStatement[],
  scope: Scope,
  source: SourceText,
): readonly FoundImage[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== 'resource' && statement.kind !== 'module') return [];
    if (statement.existing || (statement.kind === 'resource' && shapeOf(statement.type) === undefined))
      return [];
    return instancesOf(statement, scope).flatMap((value) => imagesIn(statement, value, scope, source));
  });
}

function imagesIn(
  statement: BicepDeployed,
  value: Value,
  scope: Scope,
  source: SourceText,
): readonly FoundImage[] {
  const { kind, name: path, type, span, condition } = statement;
  const reach = reachOf(condition ?? loopCondition(statement.value), scope, source);
  if (kind === 'resource') return resourceImages({ type, value, path, source, span, ...reach });
  return moduleImages(value, path, type, source, span, {
    object: { kind: 'module', name: path },
    purpose: 'pull',
    confidence: 'certain',
    ...reach,
  });
}

function loopCondition(expression: Expression): Expression | undefined {
  return expression.kind === 'for' ? expression.condition : undefined;
}

/** The instances that a loop makes, or the one. */
function instancesOf({ value: expression }: BicepDeployed, scope: Scope): readonly Value[] {
  const value = evaluateExpression(expression, scope);
  if (expression.kind === 'for' && value.kind === 'tuple') return value.items;
  return [value];
}

function reachOf(
  condition: Expression | undefined,
  scope: Scope,
  source: SourceText,
): Pick<FoundImage, 'reach' | 'when'> {
  if (condition === undefined || knownText(evaluateExpression(condition, scope)) === 'true')
    return { reach: 'default' };
  return { reach: 'conditional', when: slice(source, condition.span).replace(/\s+/g, ' ') };
}
