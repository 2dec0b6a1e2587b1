import { type Expansion, knownText, type Scope } from '../../formats/interpolation/index.ts';
import { fieldsOf, isNull, resolve, type YamlNode, type YamlScalar } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { expandScalar } from '../interpolated-text.ts';
import type { Project } from './project.ts';

export interface IncludedPath {
  readonly scalar: YamlScalar;
  readonly path: readonly (string | number)[];
  readonly expansion: Expansion;
}

/** An entry of `include`. */
export interface Include {
  readonly paths: readonly IncludedPath[];
  readonly envFiles: readonly string[];
  readonly directory: string | undefined;
}

/** What a file includes. */
export function includesOf(project: Project, source: SourceText, scope: Scope): readonly Include[] {
  const list = project.fields.get('include')?.value;
  if (list?.kind !== 'seq') return [];
  return list.items.flatMap((item, index) => {
    const entry = resolve(item);
    const path = ['include', index];
    if (entry.kind === 'scalar') return [{ paths: textsOf(entry, path), envFiles: [], directory: undefined }];
    if (entry.kind !== 'map') return [];
    const texts = (key: string): readonly IncludedPath[] => {
      const field = fieldsOf(entry).find((candidate) => candidate.key === key);
      return field === undefined ? [] : textsOf(field.value, [...path, key]);
    };
    const known = (key: string) => texts(key).map(({ expansion }) => knownText(expansion.value));
    const [directory] = known('project_directory');
    return [{ paths: texts('path'), envFiles: known('env_file'), directory }];
  });

  function textsOf(node: YamlNode, path: IncludedPath['path']): readonly IncludedPath[] {
    const value = resolve(node);
    if (value.kind === 'map') return [];
    const items = value.kind === 'seq' ? value.items.map(resolve) : [value];
    return items.flatMap((scalar, index) => {
      if (scalar.kind !== 'scalar' || isNull(scalar)) return [];
      const expansion = expandScalar(scalar, source, scope);
      const at = value.kind === 'seq' ? [...path, index] : path;
      return expansion.ok ? [{ scalar, path: at, expansion: expansion.value }] : [];
    });
  }
}
