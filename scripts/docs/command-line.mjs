import { spawnSync } from 'node:child_process';

const commands = [
  'scan',
  'audit',
  'rules',
  'kustomize',
  'pin',
  'verify',
  'serve',
  'store list',
  'store export',
  'store import',
  'explain',
];

/** docs/command-line.md, from what `--help` prints. Needs dist/. */
export function commandLinePage() {
  const sections = commands.map(
    (command) => `## ${command}\n\n${fenced(help([...command.split(' '), '--help']))}`,
  );
  return `# Command line

${fenced(help(['--help']))}

Exit codes: \`0\` clean, \`1\` findings (or, with \`--check\`, something would change), \`2\` usage, configuration or internal
error. Reports go to standard output, progress, warnings and errors to standard error. Paths in reports are relative to the
repository's root, whatever the working directory.

${sections.join('\n\n')}
`;
}

function help(args) {
  const env = { ...process.env, COLUMNS: '110', NO_COLOR: '1' };
  const { stdout, status, stderr } = spawnSync(process.execPath, ['dist/cli.cjs', ...args], {
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`pullthrough ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

function fenced(text) {
  return `\`\`\`text\n${text}\n\`\`\``;
}
