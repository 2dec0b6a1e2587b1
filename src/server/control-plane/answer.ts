/** An answer of the control plane: what Azure Resource Manager (ARM) says, as a value. */
export interface ArmAnswer {
  readonly status: number;
  /** JSON; without it the body is empty. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The codes that ACR itself was seen to answer, and those that are ARM's for every kind of resource. For some refusals ACR's
 * own code is nowhere published; they get ARM's general one.
 */
export type ArmErrorCode =
  /** terraform-provider-azurerm#27983 */
  | 'EnforceDockerAuthentication'
  /** Azure/acr#766 */
  | 'GenericRepositoryNameInvalid'
  /** Azure/ARO-HCP#2639 */
  | 'TargetRepositoryAlreadyPresentInRegistry'
  /** Azure/ARO-HCP#5176 */
  | 'TargetRepositoryPrefixMatchesExistingRegistries'
  /** Azure/acr#862 */
  | 'UpstreamNotSupported'
  | 'AuthenticationFailed'
  | 'AuthorizationFailed'
  | 'Conflict'
  | 'InternalServerError'
  | 'InvalidParameter'
  | 'InvalidRequestContent'
  | 'InvalidResourceName'
  | 'MissingApiVersionParameter'
  | 'NotSupported'
  | 'PropertyChangeNotAllowed'
  | 'QuotaExceeded'
  | 'ResourceNotFound'
  | 'RoleAssignmentExists';

export interface ArmError {
  readonly status: number;
  readonly code: ArmErrorCode;
  readonly message: string;
}

/** The body of ARM's errors, with the `status` that ACR adds. */
export function refusal({ status, code, message }: ArmError): ArmAnswer {
  return { status, body: { error: { code, message }, status: 'Failed' } };
}

export function found(body: unknown): ArmAnswer {
  return { status: 200, body };
}
