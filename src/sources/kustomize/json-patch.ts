import type { PathSegment } from '../../formats/yaml/index.ts';
import {
  field,
  formatPath,
  type resolve,
  scalarText,
  type YamlAlias,
  type YamlDocument,
  type YamlNode,
  type YamlSeq,
} from '../../formats/yaml/index.ts';
import { type PatchTarget, parseFieldPath, patchedObject } from '../../kustomize/index.ts';
import type { FoundImage } from '../image-use.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import type { Extraction } from '../source.ts';
import { parsePointer } from './json-pointer.ts';
import { headerFor, partialObject } from './partial-object.ts';

/** The operations of RFC 6902. Those without a value bring in no image. */
const operations: ReadonlySet<string> = new Set(['add', 'replace', 'test', 'remove', 'move', 'copy']);
const withValue: ReadonlySet<string> = new Set(['add', 'replace', 'test']);

/** A list of operations, each with its `op` and a `path` that is a JSON pointer, is a JSON patch and nothing else. */
export function isJsonPatch(root: YamlNode | undefined): root is YamlSeq {
  return root?.kind === 'seq' && root.items.length > 0 && root.items.every(isOperation);
}

function isOperation(item: YamlNode): boolean {
  const path = scalarText(field(item, 'path')?.value);
  return operations.has(scalarText(field(item, 'op')?.value) ?? '') && /^(?:\/|$)/.test(path ?? '-');
}

interface Operation {
  /** What it puts in place, or says that it finds there. */
  readonly value: YamlNode;
  readonly segments: readonly PathSegment[];
  readonly tests: boolean;
}

/**
 * The images in the values of a JSON patch. Each value is read as the one field of an object, so that what holds for
 * whole objects holds for it. An image that is only tested for is not pulled on its account.
 */
export function imagesOfJsonPatch(list: YamlSeq, target: PatchTarget | undefined): Extraction {
  const byName = new Map<string, Operation>();
  const documents: YamlDocument[] = [];
  for (const [index, item] of list.items.entries()) {
    const operation = operationOf(item);
    if (operation === undefined) continue;
    // No object can have such a name: those within a value are told from the one made for it.
    const name = `operation ${index}`;
    byName.set(name, operation);
    const { segments, value } = operation;
    documents.push({
      root: partialObject(headerFor(segments, target), name, segments, value),
      span: item.span,
    });
  }
  const { found, problems } = readObjects({ documents, problems: [] });
  const placed = found.map((image): FoundImage => {
    const operation = byName.get(image.object?.name ?? '');
    return operation === undefined ? image : inOperation(image, operation, target);
  });
  return { found: placed, problems };
}

function operationOf(item: YamlNode): Operation | undefined {
  const op = scalarText(field(item, 'op')?.value) ?? '';
  const value = field(item, 'value');
  const segments = parsePointer(scalarText(field(item, 'path')?.value) ?? '-');
  if (value === undefined || segments === undefined || !withValue.has(op)) return undefined;
  const via = item.kind === 'alias' ? item : value.via;
  return {
    value: via === undefined ? value.value : aliasTo(value.value, via),
    segments,
    tests: op === 'test',
  };
}

function aliasTo(target: ReturnType<typeof resolve>, { name, span }: YamlAlias): YamlAlias {
  return { kind: 'alias', name, span, target };
}

function inOperation(image: FoundImage, operation: Operation, target: PatchTarget | undefined): FoundImage {
  const { object, ...shared } = image;
  const known = patchedObject({}, target);
  return {
    ...shared,
    path: numbered(image.path, operation.segments),
    ...(Object.keys(known).length === 0 ? {} : { object: known }),
    purpose: operation.tests ? 'mention' : image.purpose,
  };
}

/** The path with the indices of the pointer: in the object that was read each list on the way has one item. */
function numbered(path: string, pointer: readonly PathSegment[]): string {
  const segments = parseFieldPath(path);
  // Of a text within a value.
  if (segments === undefined) return path;
  return formatPath(
    segments.map((segment, depth) => {
      const wanted = pointer[depth];
      return typeof segment === 'number' && typeof wanted === 'number' ? wanted : segment;
    }),
  );
}
