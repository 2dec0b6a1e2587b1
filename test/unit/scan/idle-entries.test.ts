import { describe, expect, it } from 'vitest';
import type { AuditedUse } from '../../../src/audit/index.ts';
import type { Decision } from '../../../src/cache/index.ts';
import { entryProblems, withIdleEntries } from '../../../src/scan/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { treeOf } from '../rewrite/fixtures.ts';

/** The images of entries, each with what is made of it. */
function purposes(files: Readonly<Record<string, string>>): readonly string[] {
  const { graph, uses } = treeOf(files);
  const report = { uses, unresolved: [], skipped: [], files: { seen: 0, read: 0 } };
  const kustomizations = [...graph.byDirectory.values()];
  const sourceOf = (file: string) => (files[file] === undefined ? undefined : sourceText(file, files[file]));
  const problems = entryProblems({ report, kustomizations }, graph, sourceOf);
  const audited = uses.map((use): AuditedUse => ({ use, decision: { status: 'own' } as Decision }));
  return withIdleEntries(audited, problems)
    .filter(({ use }) => use.source === 'kustomize')
    .map(({ use }) => `${use.file} ${use.path} ${use.value} ${use.purpose}`);
}

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx:1}]}\n';

describe('the image of an entry', () => {
  it('is none that is pulled where the entry has no effect', () => {
    expect(
      purposes({
        'base/kustomization.yaml':
          'resources: [p.yaml]\nimages:\n- {name: nginx, newName: acr/nginx}\n- {name: redis, newTag: "7"}\n',
        'base/p.yaml': pod,
        'over/kustomization.yaml': 'resources: [../base]\nimages: [{name: nginx, newTag: "2"}]\n',
      }),
    ).toEqual([
      'base/kustomization.yaml images[0].newName acr/nginx pull',
      'base/kustomization.yaml images[1].name redis:7 mention',
      'over/kustomization.yaml images[0].name nginx:2 mention',
    ]);
  });

  it('stays one that is pulled where something may be meant that is not here', () => {
    const files = {
      'kustomization.yaml':
        'resources: ["https://example.org/all.yaml"]\nimages: [{name: redis, newTag: "7"}]\n',
    };
    expect(purposes(files)).toEqual(['kustomization.yaml images[0].name redis:7 pull']);
  });
});
