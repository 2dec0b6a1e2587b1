import { append } from '../../append.ts';
import { evaluate, type HclBody, type HclExpression, parseHcl, type Scope } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext } from '../source.ts';
import { imagesOfTargets, type TargetAttributes, type Targets } from './builds.ts';
import { scopeOf } from './definitions.ts';
import type { Findings } from './findings.ts';
import { matrixScopes } from './matrix.ts';
import { attributeImages } from './target.ts';
import type { Fallback } from './texts.ts';

/** The targets of a file in HCL, each for every combination of its matrix. */
export function readHcl(
  source: SourceText,
  files: readonly SourceText[],
  into: Findings,
  context: ExtractContext,
): void {
  const { body, problems } = parseHcl(source);
  append(
    into.problems,
    problems.map(({ span, message }) => ({ span, message })),
  );
  const outer = scopeOf(source, files);
  const targets = targetsIn(body, outer);
  for (const [target, variants] of targets)
    for (const [name, { value, place }] of variants.flatMap((variant) => [...variant]))
      attributeImages({ target, name, value, place }, source.path, into);
  const all = new Map(targets);
  for (const file of files.filter(({ path }) => path !== source.path && /hcl$/i.test(path)))
    for (const [name, variants] of targetsIn(parseHcl(file).body, outer))
      if (!all.has(name)) all.set(name, variants);
  append(into.found, imagesOfTargets(targets.keys(), all, source.path, context));
}

/** The targets of a file, each once for every combination of its matrix; blocks of one name are one target. */
function targetsIn({ blocks }: HclBody, outer: Scope): Targets {
  const targets = new Map<string, TargetAttributes[]>();
  for (const block of blocks) {
    if (block.type !== 'target') continue;
    const name = block.labels[0]?.value ?? '';
    const variants = matrixScopes(block, outer).map((scope): TargetAttributes => {
      const attributes = block.body.attributes.map(
        ({ name: key, value }) => [key, { value: evaluate(value, scope), place: fallbackOf(value) }] as const,
      );
      return new Map(attributes);
    });
    const known = targets.get(name);
    if (known === undefined) targets.set(name, variants);
    else append(known, variants);
  }
  return targets;
}

function fallbackOf(expression: HclExpression): Fallback {
  const { span } = expression;
  return expression.kind === 'tuple' ? { span, items: expression.items.map(fallbackOf) } : { span };
}
