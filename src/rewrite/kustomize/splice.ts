import type { YamlField } from '../../formats/yaml/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Edit } from '../../text/index.ts';
import { appendItems } from './append.ts';
import { blockLines, flowItems } from './block.ts';
import type { Choice } from './choose.ts';
import { mergeEdit } from './merge-edit.ts';
import type { KustomizeImagesError } from './types.ts';

type Edits = Result<readonly Edit[], KustomizeImagesError>;

/** The edits that bring a choice into the file. `list` is the field that holds the entries, where there is one. */
export function spliceEntries(root: Kustomization, list: YamlField | undefined, choice: Choice): Edits {
  const edits: Edit[] = [];
  for (const [index, newName] of choice.merges) {
    const edit = mergeEdit(root, index, newName);
    if (edit === undefined) {
      const reason = `${root.images[index]?.path ?? 'an entry'} is written in a way that is not edited`;
      return err({ code: 'shape', reason });
    }
    edits.push(edit);
  }
  const { added } = choice;
  if (added.length === 0) return ok(edits);
  const appended = appendItems(root.source.text, root.root, list, {
    field: 'images',
    lines: (style) => blockLines(added, style),
    flow: (quotes, json) => flowItems(added, quotes, json),
  });
  return appended.ok ? ok([...edits, ...appended.value]) : appended;
}
