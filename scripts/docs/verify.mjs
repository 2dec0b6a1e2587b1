/** docs/verify-results.md, from the catalogue of what verify reports. */
export function verifyResultsPage({ verifyChecks }) {
  const rows = verifyChecks.map(
    ({ id, slug, title, severity, why }) => `| ${id} | \`${slug}\` | ${severity} | ${title}. ${why} |`,
  );
  return `# What \`pullthrough verify\` reports

An error fails the run; warnings and notes do not. Each report says besides what to do.

| | | | |
|---|---|---|---|
${rows.join('\n')}
`;
}
