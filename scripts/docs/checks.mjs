/** The pages of docs/checks, from the checks themselves. */
export function checkPages({ checks, checkPage, checkIndexPage }) {
  return [
    ['docs/checks/README.md', checkIndexPage(checks)],
    ...checks.map((check) => [`docs/checks/${check.id}.md`, checkPage(check)]),
  ];
}
