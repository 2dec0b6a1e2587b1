import { encode, type Value } from '../../formats/hcl/index.ts';
import type { YamlNode } from '../../formats/yaml/index.ts';
import { fieldsOf, resolve } from '../../formats/yaml/index.ts';
import { attributeOf, attributeValue, embeddedYaml, inFile, objectImages } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { referenceAt } from '../yaml-text.ts';
import { addImage, type Resource } from './resource.ts';

/** The images of an object, or of documents of YAML, in an attribute: `kubernetes_manifest`, `kubectl_manifest`. */
export function manifestImages(resource: Resource, attribute: string): void {
  readEmbedded(resource, attribute, objectImages);
}

/** The images of containers that an attribute lists as JSON: `aws_ecs_task_definition`, `aws_batch_job_definition`. */
export function containerJsonImages(resource: Resource, attribute: string): void {
  readEmbedded(resource, attribute, (root) => {
    const node = resolve(root);
    const items = node.kind === 'seq' ? node.items.map(resolve) : [node];
    return items.flatMap((item, index) => {
      const image = item.kind === 'map' ? fieldsOf(item).find(({ key }) => key === 'image') : undefined;
      if (image?.value.kind !== 'scalar' || image.value.value === '') return [];
      const path = node.kind === 'seq' ? `[${index}].image` : 'image';
      const text = { scalar: image.value, via: image.via };
      return [
        { ...referenceAt(text), path, purpose: 'pull', confidence: 'certain', reach: 'default' } as const,
      ];
    });
  });
}

function readEmbedded(
  resource: Resource,
  attribute: string,
  read: (root: YamlNode) => readonly FoundImage[],
): void {
  const value = attributeValue(resource, attribute);
  const expression = attributeOf(resource.body, attribute);
  const embedded = value === undefined ? undefined : embeddedYaml(asText(value));
  if (embedded === undefined || expression === undefined) return;
  for (const { root } of embedded.stream.documents) {
    for (const image of root === undefined ? [] : read(root)) {
      const joint = image.path.startsWith('[') ? '' : '.';
      const path = `${resource.address}.${attribute}${joint}${image.path}`;
      addImage(resource, { ...inFile(image, embedded, resource.source.path, expression.span), path });
    }
  }
}

function asText(value: Value): Value {
  return value.kind === 'object' || value.kind === 'tuple' ? encode(value) : value;
}
