import { field, scalarText, type YamlNode } from '../formats/yaml/index.ts';

/** An object of a manifest that the images transformer looks into. */
export interface ManifestObject {
  readonly node: YamlNode;
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** The objects of a document: those of a List are objects of their own, and CustomResourceDefinitions are none. */
export function objectsIn(root: YamlNode | undefined): readonly ManifestObject[] {
  if (root === undefined) return [];
  const items = kindOf(root)?.endsWith('List') ? field(root, 'items')?.value : undefined;
  const nodes = items?.kind === 'seq' ? items.items : [root];
  return nodes.filter((node) => kindOf(node) !== 'CustomResourceDefinition').map(objectOf);
}

function objectOf(node: YamlNode): ManifestObject {
  const apiVersion = scalarText(field(node, 'apiVersion')?.value);
  const kind = kindOf(node);
  return {
    node,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function kindOf(node: YamlNode): string | undefined {
  const kind = field(node, 'kind')?.value;
  return kind?.kind === 'scalar' ? kind.value : undefined;
}
