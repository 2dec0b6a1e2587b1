import { posix } from 'node:path';
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
  const named = posix.join(posix.dirname(path), relative);
  if (named.startsWith('..')) return undefined;
  const file = context.fileAt?.(named.endsWith('.xml') ? named : posix.join(named, 'pom.xml'));
  const parent = file === undefined ? undefined : projectOf(file, context, depth + 1);
  return childOf(parent?.root, 'artifactId')?.text.value === childOf(declared, 'artifactId')?.text.value
    ? parent
    : undefined;
}
