import { shellWord } from '../../emit/shared/shell.ts';

export interface AzureScriptFacts {
  /** Where the control plane listens: `https://127.0.0.1:5443`. */
  readonly url: string;
  /** The registry's name in Azure. */
  readonly registry: string;
  readonly tenant: string;
  /** The certificate of the authority that vouches for it. */
  readonly caFile: string;
}

/**
 * Lines for a POSIX shell that send az to the control plane, with a configuration of its own: the user's is not touched. To
 * be pasted, or evaluated.
 */
export function azureScript({ url, registry, tenant, caFile }: AzureScriptFacts): string {
  return `# az in this shell speaks to the local registry; back again: unset AZURE_CONFIG_DIR AZURE_CORE_COLLECT_TELEMETRY REQUESTS_CA_BUNDLE
export AZURE_CONFIG_DIR="$(mktemp -d)" AZURE_CORE_COLLECT_TELEMETRY=no
export REQUESTS_CA_BUNDLE=${shellWord(caFile)}
export NO_PROXY="${new URL(url).hostname},\${NO_PROXY:-\${no_proxy:-}}"
export no_proxy="$NO_PROXY"
az cloud register --name pullthrough --endpoint-resource-manager ${shellWord(url)} --only-show-errors
az cloud set --name pullthrough --only-show-errors
az login --service-principal --username local --password local --tenant ${tenant} --output none --only-show-errors
# then: az acr cache list --registry ${shellWord(registry)} --output table
`;
}
