/** The scope of a token that reads one repository (distribution, "Token Scope Documentation"). */
export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

/**
 * The scopes to ask for. A registry's hint is followed only where it means what we asked: the same repository, or one whose
 * name the registry has completed (`library/app` for `app`), and of the actions no other than pull. ghcr.io's dummy
 * (`repository:user/image:pull`) and no hint at all give our own scope. For requests that concern no repository (`/v2/`, the catalog)
 * the hint is all there is.
 */
export function scopesFor(repository: string | undefined, hint: string | undefined): readonly string[] {
  const hinted = (hint ?? '').split(' ').filter((scope) => /^[\x21-\x7e]{1,512}$/.test(scope));
  if (repository === undefined) return [...new Set(hinted)].slice(0, 8).sort();
  for (const scope of hinted) {
    const name = /^repository(?:\([\w-]+\))?:([^:]+):(?:[^:]*,)?pull(?:,[^:]*)?$/.exec(scope)?.[1];
    if (name !== undefined && name.length > repository.length && name.endsWith(`/${repository}`)) {
      return [pullScope(name)];
    }
  }
  return [pullScope(repository)];
}
