/** RepositoryNameTotalLengthMax in reference.go; the registry does not count. */
export const MAX_REPOSITORY_LENGTH = 255;

/** The bound of `tag` in regexp.go. */
export const MAX_TAG_LENGTH = 128;
