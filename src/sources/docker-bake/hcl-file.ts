import { append } from '../../append.ts';
import { evaluate, type HclExpression, parseHcl } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { scopeOf } from './definitions.ts';
import type { Findings } from './findings.ts';
import { matrixScopes } from './matrix.ts';
import { attributeImages } from './target.ts';
import type { Fallback } from './texts.ts';

/** The targets of a file in HCL, each for every combination of its matrix. */
export function readHcl(source: SourceText, files: readonly SourceText[], into: Findings): void {
  const { body, problems } = parseHcl(source);
  append(
    into.problems,
    problems.map(({ span, message }) => ({ span, message })),
  );
  const outer = scopeOf(source, files);
  for (const block of body.blocks) {
    if (block.type !== 'target') continue;
    const target = block.labels[0]?.value ?? '';
    for (const scope of matrixScopes(block, outer)) {
      for (const { name, value: place } of block.body.attributes) {
        const value = evaluate(place, scope);
        attributeImages({ target, name, value, place: fallbackOf(place) }, source.path, into);
      }
    }
  }
}

function fallbackOf(expression: HclExpression): Fallback {
  const { span } = expression;
  return expression.kind === 'tuple' ? { span, items: expression.items.map(fallbackOf) } : { span };
}
