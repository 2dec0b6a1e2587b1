import { normalizeReference } from '../image/index.ts';
import { whyText } from '../report/index.ts';
import { judge, judgedPlaces, type Scan } from '../scan/index.ts';
import { imageName } from '../sources/image-name.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { positionAt, type SourceText } from '../text/index.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { emit, reportOptions } from './output.ts';
import { readSource } from './read-source.ts';
import { kustomizeGraph, type Workspace } from './workspace.ts';

/** Prints why an image is pulled: every place that names it, and the texts that the name is made of. */
export function why(
  image: string,
  scanned: Scan,
  workspace: Workspace,
  color: RepositoryFlags['color'],
): ExitCode {
  const { registry, policy, root } = workspace;
  const { uses, unresolved } = judgedPlaces(scanned.report);
  const meant = meantBy(image, uses);
  const open = unresolved.filter(({ raw, value }) => raw.includes(image) || value.includes(image));
  if (meant.length + open.length === 0) {
    throw new CommandError(`nothing here names an image like ${image}`, '`pullthrough scan` lists all');
  }
  const judged = judge({ uses: meant, registry, policy, graph: kustomizeGraph(scanned, workspace) });
  const texts = new Map<string, SourceText | undefined>();
  const placeIn = (file: string, offset: number): string | undefined => {
    if (!texts.has(file)) texts.set(file, readSource(root, file)?.source);
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const { line, column } = positionAt(text, offset);
    return `${line}:${column}`;
  };
  const explained = { uses: judged.uses, unresolved: open };
  emit(whyText(explained, placeIn, reportOptions(color, 'error', undefined).style), undefined);
  return 0;
}

/** An image in any spelling, with or without its tag; where nothing is called that, what has the text in its name. */
function meantBy(image: string, uses: readonly ImageUse[]): readonly ImageUse[] {
  const parsed = normalizeReference(image);
  if (parsed.ok) {
    const { registry, repository, tag, digest } = parsed.value.reference;
    const named = uses.filter(
      ({ reference }) =>
        reference.registry === registry &&
        reference.repository === repository &&
        (tag === undefined || reference.tag === tag) &&
        (digest === undefined || reference.digest === digest),
    );
    if (named.length > 0) return named;
  }
  return uses.filter((use) => imageName(use).includes(image.toLowerCase()));
}
