/** Files that describe data or packages, or list what was resolved: an image in them is pulled by nobody. */
const DESCRIPTION =
  /(?:^|\/)(?:package(?:-lock)?|composer|tsconfig[^/]*|bower|manifest|angular|nx|turbo|lerna|pnpm-lock|yarn\.lock)\.(?:json|ya?ml)$|(?:[._-]schema|[._-]snap|openapi|swagger)[^/]*\.(?:json|ya?ml)$|(?:^|\/)(?:schemas?|node_modules|openapi|swagger|locales?|i18n|crds?)\//i;

export function isDescription(path: string): boolean {
  return DESCRIPTION.test(path);
}
