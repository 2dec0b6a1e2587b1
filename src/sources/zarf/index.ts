import type { SourceText } from '../../text/source-text.ts';
import { commandFieldImages } from '../command-field.ts';
import { pulledImages } from '../commands/index.ts';
import type { FoundImage } from '../image-use.ts';
import { imagesOfRequest, zarfCharts } from '../releases/index.ts';
import type { Extraction, Problem, Source } from '../source.ts';
import { type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import { imagesAt } from '../spot-images.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';

/** Packages of Zarf: the images that they carry, the charts that they install, and what their actions run (docs.zarf.dev, `ref/components`). */
export const zarf: Source = {
  id: 'zarf',
  endings: ['.yaml', '.yml'],
  words: ['zarf'],
  claims: (path) => /(?:^|\/)[^/]*zarf[^/]*\.ya?ml$/i.test(path),
  hints: ['image', 'charts'],
  extract: extractPackage,
};

function extractPackage(source: SourceText): Extraction | undefined {
  const { stream } = readManifest(source, false);
  const root = stream.documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const spot: Spot = { map: root, path: '', via: undefined };
  if (!/^Zarf\w+Config$/.test(textAt(spot, 'kind')?.value ?? '')) return undefined;
  const components = spotsIn(spot, 'components');
  const problems: Problem[] = stream.problems.map(({ span, message }) => ({
    span,
    message: withoutFiller(message),
  }));
  const requests = components.flatMap(zarfCharts);
  const found = [
    ...components.flatMap((component) => componentImages(component, source)),
    ...requests.flatMap((request, index) => imagesOfRequest(request, index, problems)),
  ];
  return {
    found: found.map((image) => unmasked(image, source)).sort((a, b) => a.span.start - b.span.start),
    problems,
    requests,
  };
}

const PLACEHOLDER = /###ZARF_\w+###/;

function componentImages(component: Spot, source: SourceText): readonly FoundImage[] {
  // A package is made of all its components, but for those of other flavors.
  const flavor = textAt(spotAt(component, 'only'), 'flavor')?.value;
  const own = imagesAt(component, 'images').map((image): FoundImage => {
    const open = PLACEHOLDER.exec(image.value)?.[0];
    const unresolved = { code: 'variable', reason: `${open} is put in when the package is made` } as const;
    const known = open === undefined ? image : { ...image, unresolved };
    return flavor === undefined ? known : { ...known, reach: 'conditional', when: `the flavor ${flavor}` };
  });
  // What an archive holds is pulled from no registry.
  const archived = spotsIn(component, 'imageArchives').flatMap((archive) =>
    imagesAt(archive, 'images', 'mention'),
  );
  const commands = actionsOf(component).flatMap((action) => commandFieldImages(source, action, 'cmd'));
  return [...own, ...archived, ...pulledImages(commands)];
}

const sets = ['onCreate', 'onDeploy', 'onRemove'];
const moments = ['before', 'after', 'onSuccess', 'onFailure'];

function actionsOf(component: Spot): readonly Spot[] {
  return sets.flatMap((set) =>
    moments.flatMap((moment) => spotsIn(spotAt(component, 'actions', set), moment)),
  );
}
