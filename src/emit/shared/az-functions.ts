/** Bash functions of the az script. They expect `registry`, an array of the options that name the registry. */

/** Stops unless az is there and at least 2.`minor`: `az acr cache` came with 2.46, `--identity` with 2.85. */
export function requireAz(minor: number): string {
  return `fail() {
  printf 'error: %s\\n' "$1" >&2
  exit 1
}

command -v az >/dev/null || fail 'az is not installed: https://aka.ms/azure-cli'
az_version=$(az version --query '"azure-cli"' --output tsv)
if ! [[ $az_version =~ ^([0-9]+)\\.([0-9]+) ]]; then
  fail "az does not tell its version ($az_version)"
fi
if ((BASH_REMATCH[1] < 2 || (BASH_REMATCH[1] == 2 && BASH_REMATCH[2] < ${minor}))); then
  fail "az $az_version is too old: 2.${minor} or newer is needed"
fi`;
}

export const isListed = `# Whether a list of names, one a line, holds a name; Azure compares names without case.
is_listed() { # NAMES NAME
  grep -Fixq -- "$2" <<<"\${1//$'\\r'/}"
}`;

export const createRule = `create_rule() { # NAME SOURCE TARGET [OPTION...]
  local name=$1 source=$2 target=$3
  shift 3
  if is_listed "$existing_rules" "$name"; then
    printf 'cache rule %s: exists, left alone\\n' "$name"
    return
  fi
  az acr cache create "\${registry[@]}" --name "$name" \\
    --source-repo "$source" --target-repo "$target" "$@" --output none ||
    fail "the cache rule $name ($source -> $target) was not created"
  printf 'cache rule %s: created\\n' "$name"
}`;

export const createCredentialSet = `create_credential_set() { # NAME LOGIN_SERVER USERNAME_SECRET_URI PASSWORD_SECRET_URI
  if is_listed "$existing_credential_sets" "$1"; then
    printf 'credential set %s: exists, left alone\\n' "$1"
    return
  fi
  az acr credential-set create "\${registry[@]}" --name "$1" \\
    --login-server "$2" --username-id "$3" --password-id "$4" --output none ||
    fail "the credential set $1 for $2 was not created"
  printf 'credential set %s: created\\n' "$1"
}

# A credential set reads its secrets under an identity of its own, which exists only once the set does. Until that
# identity may read them the set is unhealthy and pulls through it fail. A vault that uses access policies instead of
# Azure RBAC wants: az keyvault set-policy --name VAULT --object-id PRINCIPAL --secret-permissions get
grant_credential_set() { # NAME KEY_VAULT
  local role='Key Vault Secrets User' principal vault granted
  principal=$(az acr credential-set show "\${registry[@]}" --name "$1" --query identity.principalId --output tsv) ||
    fail "the identity of the credential set $1 was not found"
  principal=\${principal//$'\\r'/}
  vault=$(az keyvault show --name "$2" --query id --output tsv) ||
    fail "the Key Vault $2 of the credential set $1 was not found"
  vault=\${vault//$'\\r'/}
  granted=$(az role assignment list --scope "$vault" --role "$role" \\
    --query "length([?principalId=='$principal'])" --output tsv) ||
    fail "the role assignments of the Key Vault $2 could not be read, for the credential set $1"
  if [[ \${granted//$'\\r'/} != 0 ]]; then
    printf 'credential set %s: may read %s already\\n' "$1" "$2"
    return
  fi
  az role assignment create --role "$role" --scope "$vault" \\
    --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --output none ||
    fail "the credential set $1 was not allowed to read the secrets of $2"
  printf 'credential set %s: may read %s now\\n' "$1" "$2"
}`;
