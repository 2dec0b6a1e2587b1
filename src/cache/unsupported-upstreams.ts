/** A registry that ACR's artifact cache refuses (`UpstreamNotSupported`), and what to do about its images. */
export interface UnsupportedUpstream {
  /** A host, or `*.suffix` for every host below a domain. */
  readonly loginServer: string;
  /** One sentence that begins in lower case: what the registry is, and what to do. */
  readonly advice: string;
}

/**
 * Registries that are common in the field and not supported. An alternative is named only where the publisher
 * itself pushes the same images to a supported upstream.
 */
export const unsupportedUpstreams: readonly UnsupportedUpstream[] = [
  {
    // linuxserver.io/blog/docker-tags-so-many-tags-so-little-time
    loginServer: 'lscr.io',
    advice: 'it is a front of ghcr.io: write ghcr.io/linuxserver/… instead',
  },
  {
    // linkerd/linkerd2#5756
    loginServer: 'cr.l5d.io',
    advice: 'it is a front of ghcr.io: write ghcr.io/linkerd/… instead',
  },
  {
    // docs.fluentbit.io, Downloads, Docker
    loginServer: 'cr.fluentbit.io',
    advice: 'it is a front of Docker Hub: write docker.io/fluent/… instead',
  },
  {
    // external-secrets/external-secrets#5611, #5617
    loginServer: 'oci.external-secrets.io',
    advice: 'the project gives this name up: write ghcr.io/external-secrets/… instead',
  },
  {
    // zalando/postgres-operator#3092; builds at ghcr.io are not byte for byte the same (#2444)
    loginServer: 'registry.opensource.zalan.do',
    advice: 'Zalando gives it up: look for the image at ghcr.io/zalando/…',
  },
  {
    loginServer: 'docker.elastic.co',
    advice: 'Elastic publishes most of these images on Docker Hub as well: look for docker.io/elastic/…',
  },
  {
    loginServer: 'mirror.gcr.io',
    advice: "it mirrors Docker Hub's popular images: write docker.io/… instead",
  },
  {
    loginServer: 'hub.docker.com',
    advice: "it is Docker Hub's web site and serves no images: write docker.io/… instead",
  },
  {
    // The error of Azure/acr#783 and #862 lists gcr.io and eu.gcr.io alone.
    loginServer: '*.gcr.io',
    advice:
      'of Google Container Registry only gcr.io and eu.gcr.io are supported: look for the image there, or at its *.pkg.dev address',
  },
  {
    loginServer: 'registry.gitlab.com',
    advice: 'copy the image with `az acr import`, or ask its publisher for a supported registry',
  },
  {
    loginServer: 'cgr.dev',
    advice: 'Chainguard publishes nowhere else: copy the image with `az acr import`',
  },
  {
    loginServer: 'xpkg.upbound.io',
    advice: 'copy the package with `az acr import`, and point Crossplane at the copy',
  },
  {
    loginServer: 'registry.connect.redhat.com',
    advice: 'of the Red Hat registries only registry.redhat.io and registry.access.redhat.com are supported',
  },
  {
    loginServer: '*.amazonaws.com',
    advice: 'of Amazon ECR only the public gallery (public.ecr.aws) is supported',
  },
];
