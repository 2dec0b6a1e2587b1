import type { YamlMap } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import {
  type ChartRequest,
  fleetReleases,
  helmfileReleases,
  helmsmanReleases,
  imagesOfRequest,
  isHelmfile,
} from '../releases/index.ts';
import type { Extraction, Problem, Source } from '../source.ts';
import { readManifest, readMasked, unmasked, withoutFiller } from '../templated.ts';

const HELMFILE = /(?:^|\/)(?:helmfile[^/]*|helmfile\.d\/(?:[^/]+\/)*[^/]+)\.ya?ml(?:\.gotmpl)?$/i;

/** `helmfile.yaml` and `helmfile.d/`, as templates where they are ones. */
export const helmfile: Source = {
  id: 'helm',
  endings: ['.yaml', '.yml', '.gotmpl'],
  words: ['helmfile'],
  claims: (path) => HELMFILE.test(path),
  hints: ['chart'],
  extract: (source) =>
    extract(source, (documents) => (documents.some(isHelmfile) ? helmfileReleases(documents) : undefined)),
};

/** Rancher Fleet's `fleet.yaml`. */
export const fleet: Source = {
  id: 'helm',
  endings: ['.yaml', '.yml'],
  words: ['fleet.y'],
  claims: (path) => /(?:^|\/)fleet\.ya?ml$/i.test(path),
  hints: ['helm'],
  extract: (source) => extract(source, ([root]) => (root === undefined ? undefined : fleetReleases(root))),
};

/** Helmsman's desired state, under whatever name says so. */
export const helmsman: Source = {
  id: 'helm',
  endings: ['.yaml', '.yml'],
  words: ['helmsman', 'helmsfile'],
  claims: (path) => /helms(?:man|file)[^/]*\.ya?ml$|(?:^|\/)helmsman\/[^/]+\.ya?ml$/i.test(path),
  hints: ['chart'],
  extract: (source) => extract(source, ([root]) => (root === undefined ? undefined : helmsmanReleases(root))),
};

function extract(
  source: SourceText,
  requestsIn: (documents: readonly YamlMap[]) => readonly ChartRequest[] | undefined,
): Extraction | undefined {
  const { stream } = source.path.endsWith('.gotmpl') ? readMasked(source) : readManifest(source, false);
  const documents = stream.documents.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []));
  const requests = requestsIn(documents);
  if (requests === undefined) return undefined;
  const problems: Problem[] = stream.problems.map(({ span, message }) => ({
    span,
    message: withoutFiller(message),
  }));
  const found = requests.flatMap((request, index) => imagesOfRequest(request, index, problems));
  return { found: once(found).map((image) => unmasked(image, source)), problems, requests };
}

/** What several releases take from one template, or several targets from the release, once: the first says it. */
function once(found: readonly FoundImage[]): readonly FoundImage[] {
  const seen = new Set<string>();
  return found
    .filter(({ span, value }) => {
      const key = `${span.start} ${value}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.span.start - b.span.start);
}
