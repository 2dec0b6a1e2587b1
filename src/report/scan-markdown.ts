import { imageName } from '../sources/image-name.ts';
import { code, MAX_COMMENT, prose, table } from './shared/markdown.ts';
import { counted, groupBy } from './shared/text.ts';
import type { ScanReporter } from './types.ts';

/** For a comment or a job's summary: every image once, with how often and where it is used first. */
export const scanMarkdown: ScanReporter = ({ uses, unresolved, skipped, files }) => {
  const images = [...groupBy(uses, imageName)];
  images.sort(([left], [right]) => (left < right ? -1 : 1));
  const rows = images.map(([image, members]) => {
    const [first] = members;
    return [
      code(image),
      String(members.length),
      first === undefined ? '' : code(`${first.file}:${first.line}`),
    ];
  });
  const open = unresolved.map(({ value, file, line, reason }) => [
    code(value),
    code(`${file}:${line}`),
    prose(reason),
  ]);
  const unread = skipped.map(({ file, reason }) => [code(file), prose(reason)]);
  const sections = [
    ...(rows.length === 0 ? [] : [...table(['Image', 'Uses', 'First use'], rows), '']),
    ...(open.length === 0 ? [] : ['### Unresolved', '', ...table(['Text', 'Place', 'Reason'], open), '']),
    ...(unread.length === 0
      ? []
      : ['### Not read, or not whole', '', ...table(['File', 'Reason'], unread), '']),
  ];
  const heading = `## Container images: ${counted(uses.length, 'use')} of ${counted(images.length, 'image')} in ${counted(files.read, 'file')}`;
  return `${[heading, '', ...cut(sections)].join('\n').trimEnd()}\n`;
};

function cut(lines: readonly string[]): readonly string[] {
  let left = MAX_COMMENT;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  if (end === -1) return lines;
  return [...lines.slice(0, end), '', `${lines.length - end} lines more; the other formats list everything.`];
}
