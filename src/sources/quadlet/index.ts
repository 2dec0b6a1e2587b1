import { parseUnit } from '../../formats/unit/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { serviceVariables } from './service-variables.ts';
import { unitImages } from './unit-images.ts';

const FILE =
  /\.(?:container|image|volume|build|pod|kube|artifact|quadlets)$|\.(?:container|image|volume|build|artifact)\.d\/[^/]+\.conf$|(?:^|\/)(?:container|image|volume|build|artifact)\.d\/[^/]+\.conf$/;

const SECTION = /^[ \t]*\[(?:X-)?(?:Container|Image|Volume|Build|Artifact)\]/m;

/** Podman's Quadlet (podman-systemd.unit(5)): images of containers, volumes and mounts, those that are pulled or built. */
export const quadlet: Source = {
  id: 'quadlet',
  claims: (path) => FILE.test(path),
  hints: ['image', 'artifact'],
  extract: extractUnit,
};

function extractUnit(source: SourceText): Extraction | undefined {
  if (!SECTION.test(source.text)) return undefined;
  const { entries, problems } = parseUnit(source.text);
  const variables = serviceVariables(entries);
  const found: FoundImage[] = [...unitImages(entries, variables)];
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems };
}
