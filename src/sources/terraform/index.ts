import { type HclBlock, parseHcl } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { instancesOf } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ChartRequest } from '../releases/index.ts';
import type { ExtractContext, Extraction, Problem, Source } from '../source.ts';
import { MODULE_FILES, moduleOf, moduleScope } from './module.ts';
import { moduleImages } from './module-images.ts';
import { releaseRequest } from './release-request.ts';
import type { Resource } from './resource.ts';
import { readerOf } from './resource-types.ts';

/**
 * Terraform and OpenTofu: the images of Helm releases' values and of the resources that name one themselves. Variables have
 * their defaults and what `*.auto.tfvars` give them; the other files of the directory are read for that alone.
 */
export const terraform: Source = {
  id: 'terraform',
  endings: ['.tf', '.tofu'],
  claims: (path) => path.endsWith('.tf') || path.endsWith('.tofu'),
  hints: ['helm_release', 'image', 'docker_container_name', 'google_cloudbuild_trigger'],
  extract: extractTerraform,
};

function extractTerraform(source: SourceText, { neighbours }: ExtractContext): Extraction {
  const { body, problems } = parseHcl(source);
  const found: FoundImage[] = [];
  const requests: ChartRequest[] = [];
  const wrong: Problem[] = problems.map(({ span, message }) => ({ span, message }));
  const resources = body.blocks.flatMap(readable);
  if (resources.length === 0) return { found, problems: wrong };
  // Instances of one resource name the same image at the same place.
  const seen = new Set<string>();
  const scope = moduleScope(moduleOf(neighbours?.(MODULE_FILES) ?? [source]), source.path);
  for (const { block, type, name, address, read } of resources) {
    for (const instance of instancesOf(block, source, scope)) {
      const resource: Resource = { ...instance, type, name, address, source, found: [], problems: wrong };
      read(resource);
      const request = type === 'helm_release' ? releaseRequest(resource) : undefined;
      if (request !== undefined) requests.push(request);
      const index = requests.length - 1;
      for (const image of resource.found) {
        const { span, value, path } = image;
        const key = `${span.start} ${span.end} ${path} ${value}`;
        if (!seen.has(key)) found.push(request === undefined ? image : { ...image, request: index });
        seen.add(key);
      }
    }
  }
  return {
    found: found.sort((a, b) => a.span.start - b.span.start),
    problems: wrong,
    ...(requests.length === 0 ? {} : { requests }),
  };
}

interface Readable {
  readonly block: HclBlock;
  readonly type: string;
  readonly name: string;
  /** What paths begin with. */
  readonly address: string;
  readonly read: (resource: Resource) => void;
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
