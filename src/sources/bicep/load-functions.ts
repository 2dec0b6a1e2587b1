import {
  type Implementation,
  knownText,
  text,
  unknown,
  type Value,
} from '../../formats/expressions/index.ts';
import { maskComments } from '../../formats/jsonc/index.ts';
import { parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { valueOfTree } from '../evaluated/index.ts';
import type { ExtractContext } from '../source.ts';
import { pathFrom } from './paths.ts';

/** The functions that read a file beside the one they stand in; what is not at hand stays unknown. */
export function loadFunctions(file: string, { fileAt }: ExtractContext): ReadonlyMap<string, Implementation> {
  const reading =
    (name: string, read: (source: SourceText) => Value): Implementation =>
    ([path, ...others]) => {
      const known = path === undefined ? undefined : knownText(path);
      const source = known === undefined ? undefined : fileAt?.(pathFrom(file, known));
      if (source === undefined || others.length > 0)
        return unknown(known === undefined ? `${name}() reads a file` : `the file ${known} is not read`);
      return read(source);
    };
  return new Map<string, Implementation>([
    ['loadTextContent', reading('loadTextContent', asText)],
    ['loadJsonContent', reading('loadJsonContent', asTree)],
    ['loadYamlContent', reading('loadYamlContent', asTree)],
    ['readEnvironmentVariable', ([, standard]) => standard ?? unknown('the environment has its value')],
  ]);
}

function asText({ path, text: content }: SourceText): Value {
  return text(content, { file: path, span: { start: 0, end: content.length } });
}

function asTree(source: SourceText): Value {
  const json = source.path.endsWith('.json') || source.path.endsWith('.jsonc');
  const { documents } = parseYaml(json ? { ...source, text: maskComments(source.text) } : source);
  const root = documents[0]?.root;
  return root === undefined ? unknown(`${source.path} is empty`) : valueOfTree(root, { file: source.path });
}
