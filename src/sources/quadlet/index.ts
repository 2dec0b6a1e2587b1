import { parseUnit } from '../../formats/unit/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { serviceImages } from './commands.ts';
import { serviceVariables } from './service-variables.ts';
import { unitImages } from './unit-images.ts';

const FILE =
  /\.(?:container|image|volume|build|pod|kube|artifact|quadlets|service)$|\.(?:container|image|volume|build|artifact|service)\.d\/[^/]+\.conf$|(?:^|\/)(?:container|image|volume|build|artifact)\.d\/[^/]+\.conf$/;

const SECTION = /^[ \t]*\[(?:X-)?(?:Container|Image|Volume|Build|Artifact|Service)\]/m;

/** Podman's Quadlet (podman-systemd.unit(5)): images of containers, volumes and mounts, those that are pulled or built; and what services of systemd have docker run. */
export const quadlet: Source = {
  id: 'quadlet',
  endings: [
    '.container',
    '.image',
    '.volume',
    '.build',
    '.pod',
    '.kube',
    '.artifact',
    '.quadlets',
    '.service',
    '.conf',
  ],
  claims: (path) => FILE.test(path),
  hints: ['image', 'artifact', 'docker', 'podman', 'nerdctl'],
  extract: extractUnit,
};

function extractUnit(source: SourceText): Extraction | undefined {
  if (!SECTION.test(source.text)) return undefined;
  const { entries, problems } = parseUnit(source.text);
  const variables = serviceVariables(entries, source.path);
  const found: FoundImage[] = [
    ...unitImages(entries, variables, source.path),
    ...serviceImages(entries, variables, source.path),
  ];
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems };
}
