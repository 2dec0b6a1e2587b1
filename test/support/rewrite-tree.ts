import { posix } from 'node:path';
import type { CacheRule } from '../../src/cache/index.ts';
import type { ImageReference } from '../../src/image/index.ts';
import {
  type FileEdits,
  type Images,
  type InPlaceRequest,
  type InPlaceResult,
  rewriteInPlace,
} from '../../src/rewrite/in-place.ts';
import { otherReaderOf } from '../../src/rewrite/other-readers.ts';
import { recalledReference, recallFrom, type Spellings, spellingsOf } from '../../src/rewrite/spellings.ts';
import { upstreamInstead, upstreamNames } from '../../src/rewrite/undo.ts';
import { cachedInstead } from '../../src/rewrite/wanted.ts';
import { claimants } from '../../src/scan/claimants.ts';
import { extractImages } from '../../src/sources/extract.ts';
import type { ImageUse } from '../../src/sources/image-use.ts';
import { withNamedRepositories } from '../../src/sources/open-tag.ts';
import { applyEdits, type SourceText, sourceText } from '../../src/text/index.ts';

export type Files = Readonly<Record<string, string>>;

const loginServer = 'team.azurecr.io';

/** Whole registries, and one image that stands at the top: the short form of a Docker Hub name has its rule too. */
export const rules: readonly CacheRule[] = [
  { name: 'hub-library', source: 'docker.io/library/*', target: 'hub/*' },
  { name: 'hub', source: 'docker.io/*', target: 'docker/*' },
  { name: 'quay', source: 'quay.io/*', target: 'quay/*' },
  { name: 'ghcr', source: 'ghcr.io/*', target: 'ghcr/*' },
  { name: 'pause', source: 'registry.k8s.io/pause', target: 'pause' },
];

/** What the sources say of files that stand in one tree. */
export function imagesIn(files: Files): Images {
  const texts = textsOf(files);
  const read = texts.map((text) => {
    const directory = posix.dirname(text.path);
    return extractImages(text, claimants({ path: text.path, chart: undefined }).sources, {
      buildArgs: {},
      neighbours: (paths) =>
        texts.filter(({ path }) => posix.dirname(path) === directory && paths.test(posix.basename(path))),
      fileAt: (path) => texts.find((other) => other.path === posix.normalize(path)),
    });
  });
  return withNamedRepositories({
    uses: read.flatMap(({ uses }) => uses),
    unresolved: read.flatMap(({ unresolved }) => unresolved),
    problems: read.flatMap(({ problems }, index) =>
      problems.map(({ message }) => ({ file: texts[index]?.path ?? '', reason: message })),
    ),
  });
}

function textsOf(files: Files): readonly SourceText[] {
  return Object.entries(files).map(([path, text]) => sourceText(path, text));
}

export function withEdits(files: Files, edits: FileEdits): Files {
  return Object.fromEntries(
    textsOf(files).map((source) => {
      const text = applyEdits(source, edits.get(source.path) ?? []);
      if (!text.ok) throw new Error(`edits of ${source.path}: ${text.error.code}`);
      return [source.path, text.value];
    }),
  );
}

export interface Rewritten extends InPlaceResult {
  readonly files: Files;
}

/** Rewrites all files of a tree in memory, with the proof that the command makes. */
export function rewriteFiles(
  files: Files,
  more: Partial<InPlaceRequest> & Pick<InPlaceRequest, 'wanted'>,
): Rewritten {
  const texts = new Map(textsOf(files).map((source) => [source.path, source]));
  const textOf = (file: string): SourceText | undefined => texts.get(file);
  const together = (): Iterable<string> => texts.keys();
  const result = rewriteInPlace(
    {
      before: imagesIn(files),
      textOf,
      near: () => true,
      otherReader: (file, span, uses) => otherReaderOf({ file, span }, uses, { textOf, together }),
      ...more,
    },
    (edits) => imagesIn(withEdits(files, edits)),
  );
  return { ...result, files: withEdits(files, result.edits) };
}

/** Everything that a rule covers to the cache. */
export function toCache(files: Files, more: Partial<InPlaceRequest> = {}): Rewritten {
  return rewriteFiles(files, { wanted: cached, ...more });
}

export function cached(use: ImageUse): ImageReference | undefined {
  return cachedInstead(use, (reference) => decideBy(reference));
}

function decideBy(reference: ImageReference): ReturnType<Parameters<typeof cachedInstead>[1]> {
  const { registry, repository } = reference;
  const rule = rules.find(({ source }) => {
    const name = `${registry}/${repository}`;
    return source.endsWith('/*') ? name.startsWith(source.slice(0, -1)) : name === source;
  });
  if (rule === undefined) return { status: 'own' };
  const rest = `${registry}/${repository}`.slice(rule.source.replace(/\*$/, '').length);
  return {
    status: 'covered',
    rule,
    cached: { ...reference, registry: loginServer, repository: rule.target.replace(/\*$/, '') + rest },
  };
}

const undoing = {
  upstream: (use: ImageUse): ImageReference | undefined => upstreamInstead(use, loginServer, rules),
  names: upstreamNames,
};

/** What is to be remembered of a rewriting, and how it is undone with that. */
export function spellings(files: Files, { changed }: Rewritten): Spellings {
  return spellingsOf(changed, imagesIn(files).uses, undoing, {});
}

export function undo(files: Files, notes: Spellings = {}, more: Partial<InPlaceRequest> = {}): Rewritten {
  const recall = recallFrom(notes, imagesIn(files).uses);
  return rewriteFiles(files, {
    wanted: (use) => recalledReference(use, recall) ?? undoing.upstream(use),
    spell: upstreamNames,
    remembered: recall,
    ...more,
  });
}
