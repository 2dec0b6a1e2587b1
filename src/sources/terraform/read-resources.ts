import type { HclBlock, Scope } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { instancesOf } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ChartRequest } from '../releases/index.ts';
import type { Problem } from '../source.ts';
import { parsed } from './module.ts';
import { moduleImages } from './module-images.ts';
import { releaseChart } from './release-chart.ts';
import { releaseRequest } from './release-request.ts';
import type { Resource } from './resource.ts';
import { readerOf } from './resource-types.ts';

export interface ReadResources {
  readonly found: readonly FoundImage[];
  readonly problems: readonly Problem[];
  readonly requests: readonly ChartRequest[];
}

interface Options {
  /** Whether modules that the file calls are read, too. */
  readonly nested: boolean;
  /** Reads what a module of the repository makes of what it is given. */
  readonly called?: (call: Resource) => readonly FoundImage[];
}

/** The images of the resources in a file, evaluated in a scope of its module. */
export function readResources(source: SourceText, scope: Scope, { nested, called }: Options): ReadResources {
  const found: FoundImage[] = [];
  const requests: ChartRequest[] = [];
  const problems: Problem[] = [];
  // Instances of one resource name the same image at the same place.
  const seen = new Set<string>();
  const isNew = ({ span, value, path }: FoundImage): boolean => {
    const known = seen.size;
    return seen.add(`${span.start} ${span.end} ${path} ${value}`).size > known;
  };
  for (const { block, type, name, address, read } of resourcesIn(source)) {
    if (type === 'module' && !nested) continue;
    for (const instance of instancesOf(block, source, scope)) {
      const resource: Resource = { ...instance, type, name, address, source, found: [], problems };
      read(resource);
      const request = type === 'helm_release' ? releaseRequest(resource) : undefined;
      if (request !== undefined) requests.push(request);
      const chart = request === undefined ? undefined : releaseChart(resource);
      if (chart !== undefined && isNew(chart)) found.push(chart);
      const index = requests.length - 1;
      const within = type === 'module' ? (called?.(resource) ?? []) : [];
      for (const image of better(resource.found, within))
        if (isNew(image)) found.push(request === undefined ? image : { ...image, request: index });
    }
  }
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems, requests };
}

/** What the module does with a text says more than how its argument is called; the path within the argument is kept. */
function better(told: readonly FoundImage[], called: readonly FoundImage[]): readonly FoundImage[] {
  if (called.length === 0) return told;
  const paths = new Map(told.map(({ span, path }) => [span.start, path]));
  const known = new Set(called.map(({ span }) => span.start));
  return [
    ...told.filter(({ span }) => !known.has(span.start)),
    ...called.map((image) => ({ ...image, path: paths.get(image.span.start) ?? image.path })),
  ];
}

export function hasResources(source: SourceText): boolean {
  return resourcesIn(source).length > 0;
}

interface Readable {
  readonly block: HclBlock;
  readonly type: string;
  readonly name: string;
  /** What paths begin with. */
  readonly address: string;
  readonly read: (resource: Resource) => void;
}

function resourcesIn(source: SourceText): readonly Readable[] {
  return parsed(source).body.blocks.flatMap(readable);
}

/** What images are read from: resources of known types, and what modules are given. */
function readable(block: HclBlock): readonly Readable[] {
  const [first, second] = block.labels;
  if (block.type === 'module' && first !== undefined) {
    const name = first.value;
    return [{ block, type: 'module', name, address: `module.${name}`, read: moduleImages }];
  }
  if (block.type !== 'resource' || first === undefined || second === undefined) return [];
  const { value: type } = first;
  const read = readerOf(type);
  const name = second.value;
  return read === undefined ? [] : [{ block, type, name, address: `resource.${type}.${name}`, read }];
}
