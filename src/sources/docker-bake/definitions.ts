import type { Scope } from '../../formats/hcl/index.ts';
import { type HclBlock, parseHcl } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { attributeOf, bakeScope, type Definition } from './scope.ts';

/** What a file's expressions are read with: Bake reads several files as one, and the file's own definitions count first. */
export function scopeOf(source: SourceText, files: readonly SourceText[]): Scope {
  const variables = new Map<string, Definition>();
  const functions: HclBlock[] = [];
  const others = files.filter(({ path }) => path !== source.path);
  for (const file of [...others, source].filter(({ path }) => /hcl$/i.test(path))) {
    const { body } = parseHcl(file);
    for (const { name, value } of body.attributes)
      variables.set(name, { file: file.path, expression: value });
    for (const block of body.blocks) {
      const [label] = block.labels;
      if (block.type === 'function') functions.push(block);
      if (block.type !== 'variable' || label === undefined) continue;
      variables.set(label.value, { file: file.path, expression: attributeOf(block.body, 'default') });
    }
  }
  return bakeScope(source.path, variables, functions);
}
