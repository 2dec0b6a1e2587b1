import type { SourceText } from '../../text/source-text.ts';
import {
  fieldAt,
  itemsAt,
  type Language,
  type Reading,
  readDocuments,
  reportImage,
  reportNamed,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';
import { ciSystems } from './ci-systems.ts';
import { follow } from './follow.ts';
import { anywhere, platforms } from './platforms.ts';
import type { Tool } from './tool.ts';
import { workspaces } from './workspaces.ts';

const named: readonly Tool[] = [...ciSystems, ...platforms, ...workspaces];

const endings = ['.yaml', '.yml', '.json', '.cwl'];

/** Files of tools that name images in few fields of fixed names, and in scripts. */
export const toolFiles: Source = {
  id: 'tools',
  endings,
  claims: (path) => named.some(({ files }) => files.test(path)),
  hints: ['image', 'docker', 'podman', 'build_from'],
  extract: (source) => extractTool(source, named),
};

/** The same under any name, where the keys of the file tell. */
export const toolsElsewhere: Source = {
  id: 'tools',
  endings,
  claims: (path) => anywhere.some(({ files }) => files.test(path)),
  hints: ['image'],
  extract: (source) => extractTool(source, anywhere),
};

function extractTool(source: SourceText, tools: readonly Tool[]): Extraction | undefined {
  const candidates = tools.filter(
    ({ files, needs }) => files.test(source.path) && mayHave(source.text, needs),
  );
  if (candidates.length === 0) return undefined;
  return readDocuments(source, (root, reading) => {
    const own = candidates.filter(
      ({ needs }) => needs === undefined || needs.some((key) => fieldAt(root, key) !== undefined),
    );
    for (const tool of own) readTool(tool, root, reading);
    return own.length > 0;
  });
}

/** Files of any name are asked for: what lacks the keys is not parsed. */
function mayHave(text: string, needs: Tool['needs']): boolean {
  return needs === undefined || needs.some((key) => text.includes(key));
}

/** What such a tool fills in is told as unresolved. */
const plain: Language = { find: () => [], lookUp: () => [] };

function readTool(
  { fields, named: pairs = [], scripts = [], read }: Tool,
  root: Spot,
  reading: Reading,
): void {
  for (const { path, purpose, when } of fields) {
    for (const spot of follow(root, path))
      reportImage(reading, spot, plain, { ...(purpose === undefined ? {} : { purpose }), when });
  }
  for (const pair of pairs.flatMap((path) => follow(root, path))) {
    const value = fieldAt(pair, 'value');
    const name = textAt(fieldAt(pair, 'name'))?.toLowerCase() ?? '';
    if (value !== undefined) reportNamed(reading, value, name, plain);
  }
  for (const path of scripts) {
    for (const spot of follow(root, path))
      for (const script of [spot, ...itemsAt(spot)]) reportScript(reading, script);
  }
  read?.(root, reading);
}
