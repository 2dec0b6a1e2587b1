/** `distribution/reference`: path-component, with every separator between letters and digits. */
const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;

/** `distribution/reference`: a repository path has at most 255 characters. */
export const maxRepositoryLength = 255;

/** Why a text is no repository path, as the end of a sentence about it; undefined when it is one. */
export function repositoryPathError(path: string): string | undefined {
  if (path === '') return 'is empty; name a repository.';
  if (path.length > maxRepositoryLength) return `is longer than ${maxRepositoryLength} characters.`;
  if (path !== path.toLowerCase()) return 'has capital letters; repositories are in lower case.';
  const wrong = path.split('/').find((segment) => !component.test(segment));
  if (wrong === undefined) return undefined;
  if (wrong === '') return 'has an empty segment; remove the extra slash.';
  return `has the segment ${JSON.stringify(wrong)}; a segment is letters and digits, with single separators (. _ __ -) between them.`;
}
