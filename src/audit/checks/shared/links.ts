/** Pages that several checks refer to. */
export const overview = {
  title: 'Artifact cache in Azure Container Registry',
  url: 'https://learn.microsoft.com/azure/container-registry/artifact-cache-overview',
} as const;

export const wildcards = {
  title: 'Wildcards in artifact cache rules',
  url: 'https://learn.microsoft.com/azure/container-registry/wildcards-artifact-cache',
} as const;

export const troubleshooting = {
  title: 'Troubleshoot artifact cache',
  url: 'https://learn.microsoft.com/azure/container-registry/troubleshoot-artifact-cache',
} as const;

export const imports = {
  title: 'Import container images to a container registry',
  url: 'https://learn.microsoft.com/azure/container-registry/container-registry-import-images',
} as const;

export const images = {
  title: 'Kubernetes: Images',
  url: 'https://kubernetes.io/docs/concepts/containers/images/',
} as const;

export const references = {
  title: 'The grammar of image references',
  url: 'https://pkg.go.dev/github.com/distribution/reference',
} as const;

export const kustomizeImages = {
  title: 'kustomize: images',
  url: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
} as const;

export const goRegexps = {
  title: "Go's regular expressions",
  url: 'https://pkg.go.dev/regexp/syntax',
} as const;
