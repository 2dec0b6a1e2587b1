import { formatPath, parseYaml, walkTree } from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import { parseFieldPath } from './field-path.ts';
import { followSpec } from './follow-spec.ts';
import { objectsIn } from './objects.ts';
import { type FieldOfObject, type FieldSpec, insideList, selects } from './reach.ts';

type Segments = readonly (string | number)[];

/** What a field specification can name without a doubt; `*` it does not know. */
const KEY = /^[A-Za-z0-9_.$/-]+$/;

/**
 * The field specification for a field, all objects of its kind and group included. Undefined for what none can name: an
 * item of a list that is a text, a list in a list, a field of an object without a kind, a CustomResourceDefinition's.
 */
export function fieldSpecFor({ object, path }: FieldOfObject): FieldSpec | undefined {
  const segments = parseFieldPath(path);
  const kind = object?.kind;
  if (segments === undefined || kind === undefined || kind === 'CustomResourceDefinition') return undefined;
  const written = specPath(insideList(segments));
  if (written === undefined) return undefined;
  const slash = object?.apiVersion?.indexOf('/') ?? -1;
  const group = slash === -1 ? {} : { group: object?.apiVersion?.slice(0, slash) ?? '' };
  return { path: written, ...group, kind };
}

function specPath(segments: Segments): string | undefined {
  const parts: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (typeof segment === 'string') {
      if (!KEY.test(segment)) return undefined;
      parts.push(segment.replaceAll('/', '\\/'));
    } else if (typeof segments[index - 1] !== 'string' || index === segments.length - 1) return undefined;
    else parts.push(`${parts.pop()}[]`);
  }
  return parts.join('/');
}

/** A text that a field specification hands to the images transformer. */
export interface SpecifiedText {
  readonly value: string;
  /** Offset of the text, behind a quote. */
  readonly start: number;
}

/** The texts of a manifest that a field specification is for; `breaks` when it would stop the build. */
export function textsOfSpec(
  source: SourceText,
  spec: FieldSpec,
): { readonly texts: readonly SpecifiedText[]; readonly breaks: boolean } {
  const texts: SpecifiedText[] = [];
  let breaks = false;
  for (const { root } of parseYaml(source).documents) {
    for (const object of objectsIn(root)) {
      if (!selects(spec, object)) continue;
      followSpec(object.node, spec, {
        report: () => {
          breaks = true;
        },
        visit: ({ value, content }) => texts.push({ value, start: content.start }),
      });
    }
  }
  return { texts, breaks };
}

/** The field path of the text that begins at an offset. */
export function pathOfText(source: SourceText, start: number): string | undefined {
  let found: string | undefined;
  for (const { root, span } of parseYaml(source).documents) {
    if (root === undefined || start < span.start || start > span.end) continue;
    walkTree(root, ({ node, path }) => {
      if (node.kind === 'scalar' && node.content.start === start) found = formatPath(path);
      return undefined;
    });
  }
  return found;
}
