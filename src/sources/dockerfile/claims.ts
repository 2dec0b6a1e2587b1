/** Leftovers of editors and merges, ignore files and documents: nobody builds them. */
const neverBuilt = /(?:~|\.(?:orig|rej|bak|sw[op]|dockerignore|containerignore|md|markdown|rst|adoc|html?))$/;

/** Programs about Dockerfiles (`dockerfile_test.go`). `Dockerfile.go` itself is usually one, for a Go program. */
const program =
  /[._-].*\.(?:go|[cm]?[jt]sx?|py|rb|rs|java|kt|cs|php|pl|lua|c|cc|cpp|h|sh|bash|ps1|json|ya?ml|toml|xml)$/;

const word = /(?:docker|container)file/i;

const named = /^(?:.*[._-])?(?:docker|container)file$|^(?:.*\.)?(?:docker|container)file[._-]/;

/**
 * Whether a file is named like a Dockerfile: `Dockerfile`, `Dockerfile.dev`, `Dockerfile-alpine`, `web.Dockerfile`,
 * `web-Dockerfile`, `web.Dockerfile.in`, and the same with `Containerfile`, in any case.
 */
export function isDockerfileName(path: string): boolean {
  const written = path.slice(path.lastIndexOf('/') + 1);
  // Asked of every file of a tree: the patterns proper are for the few that hold the word.
  if (!word.test(written)) return false;
  const name = written.toLowerCase();
  return (
    named.test(name) &&
    !neverBuilt.test(name) &&
    !program.test(name.replace(/^.*?(?=(?:docker|container)file)/, ''))
  );
}

/** Whether the name leaves no doubt, so that even a file without a single instruction is a (broken) Dockerfile. */
export function isPlainDockerfileName(path: string): boolean {
  return /(?:^|[/.])(?:docker|container)file$/i.test(path);
}
