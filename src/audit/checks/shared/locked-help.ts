/** What to do about a use without the digest that the lock file has for its tag. */
export function lockedHelp(digest: string): string {
  return `The lock file records ${digest} for it: \`pullthrough pin --write\` writes that here, too.`;
}
