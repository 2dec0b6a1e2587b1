import type { SourceText } from '../../text/source-text.ts';
import {
  addCommands,
  entriesAt,
  fieldAt,
  itemsAt,
  type Language,
  pathOf,
  type Reading,
  readDocuments,
  reportImage,
  reportScript,
  type Spot,
  scriptFragments,
  textAt,
} from '../ci/index.ts';
import { imagesWithin } from '../file-within.ts';
import type { Extraction, Source } from '../source.ts';

/** User data of cloud-init: the files that it writes to a machine, and what it runs there (docs.cloud-init.io, `reference/modules`). */
export const cloudInit: Source = {
  id: 'cloud-init',
  endings: ['.yaml', '.yml', '.cfg', '.tpl', '.tftpl', '.tmpl', '.j2', '.txt', '.init'],
  claims: (path) => /\.(?:ya?ml|cfg|tpl|tftpl|tmpl|j2|txt|init)$/i.test(path),
  hints: ['#cloud-config'],
  extract: extractUserData,
};

/** The same under a name that says so, with any ending or none. */
export const userData: Source = {
  id: 'cloud-init',
  words: ['user-data', 'user_data', 'userdata', 'cloud-init', 'cloud_init', 'cloudinit', 'cloud-config'],
  claims: (path) => /(?:user[-_]?data|cloud[-_]?init|cloud-config)[^/]*$/i.test(path),
  hints: ['#cloud-config'],
  extract: extractUserData,
};

const HEADER = /^#cloud-config/m;

function extractUserData(source: SourceText): Extraction | undefined {
  if (!HEADER.test(source.text)) return undefined;
  return readDocuments(source, (root, reading) => {
    for (const file of itemsAt(fieldAt(root, 'write_files'))) readFile(file, 'path', reading);
    // Container Linux, and what came of it.
    for (const unit of itemsAt(fieldAt(root, 'coreos', 'units'))) readFile(unit, 'name', reading);
    for (const { value } of entriesAt(fieldAt(root, 'rancher', 'services')))
      reportImage(reading, fieldAt(value, 'image'), plain);
    for (const key of ['bootcmd', 'runcmd']) {
      for (const command of itemsAt(fieldAt(root, key))) readCommand(command, reading);
    }
    return true;
  });
}

const plain: Language = { find: () => [], lookUp: () => [] };

function readFile(file: Spot, nameKey: string, reading: Reading): void {
  const content = fieldAt(file, 'content');
  const name = textAt(fieldAt(file, nameKey));
  const encoding = textAt(fieldAt(file, 'encoding')) ?? 'text/plain';
  if (name === undefined || content?.node.kind !== 'scalar' || encoding !== 'text/plain') return;
  const { node: scalar } = content;
  for (const image of imagesWithin(reading.source, { name, scalar, path: pathOf(content), atMost: 'likely' }))
    reading.found.push(image);
}

/** A line for a shell, or a program and its arguments. */
function readCommand(command: Spot, reading: Reading): void {
  const words = itemsAt(command);
  if (words.length === 0) {
    reportScript(reading, command);
    return;
  }
  if (words.some(({ node }) => node.kind !== 'scalar')) return;
  const space = { kind: 'text', text: ' ', place: undefined, use: undefined } as const;
  const fragments = words.flatMap((word) => [...scriptFragments(reading.source, word, undefined), space]);
  addCommands(reading, fragments, pathOf(command), {});
}
