import { childOf, parseXml, type XmlElement } from '../../formats/xml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext } from '../source.ts';

/** A project as its file describes it, and what it is described with besides. */
export interface Project {
  readonly source: SourceText;
  readonly root: XmlElement;
  /** The project whose properties this one has too, where its file is at hand; read when it is asked for. */
  readonly parent: () => Project | undefined;
}

/** Parents of parents: more than anybody has. */
const DEEPEST = 8;

/** Undefined for what is no project of Maven. */
export function projectOf(source: SourceText, context: ExtractContext, depth = 0): Project | undefined {
  const root = parseXml(source.text).find(({ name }) => name === 'project');
  if (root === undefined) return undefined;
  let parent: Project | undefined;
  let asked = false;
  return {
    source,
    root,
    parent: () => {
      if (!asked && depth < DEEPEST) parent = parentOf(root, source.path, context, depth);
      asked = true;
      return parent;
    },
  };
}

/** Maven looks where `relativePath` says, and without it in the folder above (maven-model, `Parent`). */
function parentOf(
  root: XmlElement,
  path: string,
  context: ExtractContext,
  depth: number,
): Project | undefined {
  const declared = childOf(root, 'parent');
  const relative = childOf(declared, 'relativePath')?.text.value ?? '../pom.xml';
  if (declared === undefined || relative === '') return undefined;
  const named = pathFrom(path, relative.endsWith('.xml') ? relative : `${relative}/pom.xml`);
  const file = named === undefined ? undefined : context.fileAt?.(named);
  const parent = file === undefined ? undefined : projectOf(file, context, depth + 1);
  return childOf(parent?.root, 'artifactId')?.text.value === childOf(declared, 'artifactId')?.text.value
    ? parent
    : undefined;
}

/** A path that a file names, from the root of the tree; undefined outside of it. */
function pathFrom(file: string, named: string): string | undefined {
  const parts = file.split('/').slice(0, -1);
  for (const part of named.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
