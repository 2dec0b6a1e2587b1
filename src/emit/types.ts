/** What an emitter may know besides the plan. */
export interface EmitTarget {
  /** `team.azurecr.io`; undefined when not configured. */
  readonly loginServer?: string;
  /** The registry's name in Azure where it is not to be read from the login server. */
  readonly registryName?: string;
  /** Only needed where the registry's name alone does not find it. */
  readonly resourceGroup?: string;
}
