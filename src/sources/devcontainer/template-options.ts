import { maskComments } from '../../formats/jsonc/index.ts';
import { fieldsOf, parseYamlText } from '../../formats/yaml/index.ts';
import { type Fragment, literalFragment } from '../../text/index.ts';
import type { ExtractContext } from '../source.ts';
import { spotAt, textAt } from '../spot.ts';

const none: ReadonlyMap<string, Fragment> = new Map();

/**
 * The defaults of the options of the template that a configuration belongs to: its `devcontainer-template.json` stands
 * beside the folder `.devcontainer` (containers.dev, `implementors/templates`).
 */
export function templateOptions(path: string, { fileAt }: ExtractContext): ReadonlyMap<string, Fragment> {
  const folder = /^(?:(.*)\/)?\.devcontainer(?:\/|\.json$)/.exec(path);
  if (folder === null || fileAt === undefined) return none;
  const file = `${folder[1] === undefined ? '' : `${folder[1]}/`}devcontainer-template.json`;
  const source = fileAt(file);
  const root = source && parseYamlText(maskComments(source.text)).documents[0]?.root;
  if (root?.kind !== 'map') return none;
  const options = spotAt({ map: root, path: '', via: undefined }, 'options');
  const defaults = new Map<string, Fragment>();
  for (const { key } of options === undefined ? [] : fieldsOf(options.map)) {
    const value = textAt(spotAt(options, key), 'default');
    if (value === undefined) continue;
    const { content } = value.text.scalar;
    const verbatim = content.end - content.start === value.value.length;
    defaults.set(key, literalFragment(value.value, file, verbatim ? content : undefined));
  }
  return defaults;
}
