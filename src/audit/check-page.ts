import type { Check } from './checks/types.ts';

/** The check's page in Markdown: docs/checks/<id>.md, and what `pullthrough explain` prints. Ends with a newline. */
export function checkPage({ id, slug, title, level, about, docs }: Check): string {
  const { what, why, example, fix, references } = docs;
  const fenced = (text: string): string[] => [`\`\`\`${example.language}`, text, '```', ''];
  return [
    `# ${id} ${slug}: ${title}`,
    '',
    `Default level: ${level}`,
    '',
    '## What it reports',
    '',
    oneLine(what),
    '',
    '## Why',
    '',
    oneLine(why),
    '',
    '## Example',
    '',
    ...(example.given === '' ? [] : [oneLine(example.given), '']),
    ...fenced(example.bad),
    'Instead:',
    '',
    ...fenced(example.good),
    '## How to fix it',
    '',
    oneLine(fix),
    '',
    '## How to ignore it',
    '',
    ...(about === 'rules'
      ? []
      : [
          'In a file, at the end of the line or above it (in a Dockerfile above it only), with the reason. Above a key or a list item the comment speaks for everything below that is indented deeper.',
          '',
          ...['```yaml', `# pullthrough-ignore: ${id} -- reason`, '```', ''],
        ]),
    'Everywhere, in `pullthrough.yaml`:',
    '',
    ...['```yaml', 'checks:', `  ${slug}: off`, '```', ''],
    '## References',
    '',
    ...references.map((reference) => `- [${reference.title}](${reference.url})`),
    '',
  ].join('\n');
}

/** The list of all checks in Markdown: docs/checks/README.md. Ends with a newline. */
export function checkIndexPage(checks: readonly Check[]): string {
  return [
    '# Checks',
    '',
    'What `pullthrough audit` reports. Identifier and slug are interchangeable wherever a check is named.',
    '',
    '| Check | | Default level | Reports |',
    '|---|---|---|---|',
    ...checks.map(
      ({ id, slug, level, docs }) => `| [${id}](${id}.md) | ${slug} | ${level} | ${oneLine(docs.what)} |`,
    ),
    '',
  ].join('\n');
}

/** The docs are wrapped for the source; Markdown is wrapped by whoever shows it. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
