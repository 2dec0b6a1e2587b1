/** What the sample repository's images are to become, written down by hand from its rules and those that are proposed. */
export const throughCache: Readonly<Record<string, string>> = {
  nginx: 'docker-hub/library/nginx',
  busybox: 'docker-hub/library/busybox',
  'docker.io/busybox': 'docker-hub/library/busybox',
  'library/busybox': 'docker-hub/library/busybox',
  'docker.io/library/postgres': 'docker-hub/library/postgres',
  'index.docker.io/library/postgres': 'docker-hub/library/postgres',
  'docker.io/nginx/nginx-prometheus-exporter': 'docker-hub/nginx/nginx-prometheus-exporter',
  'envoyproxy/envoy': 'docker-hub/envoyproxy/envoy',
  'curlimages/curl': 'docker-hub/curlimages/curl',
  'gcr.io/go-containerregistry/crane': 'gcr/go-containerregistry/crane',
  'ghcr.io/external-secrets/external-secrets': 'ghcr/external-secrets/external-secrets',
  'k8s.gcr.io/pause': 'k8s/pause',
  'registry.k8s.io/kubectl': 'k8s/kubectl',
  'mcr.microsoft.com/azure-cli': 'mcr/azure-cli',
  'public.ecr.aws/docker/library/busybox': 'ecr-public/docker/library/busybox',
  'quay.io/oauth2-proxy/oauth2-proxy': 'quay/oauth2-proxy/oauth2-proxy',
  'quay.io/prometheuscommunity/postgres-exporter': 'quay/prometheuscommunity/postgres-exporter',
};

/** Those in fields of custom resources that `images:` does not reach. */
export const inCustomResources: Readonly<Record<string, string>> = {
  'quay.io/prometheus/prometheus': 'quay/prometheus/prometheus',
  'quay.io/thanos/thanos': 'quay/thanos/thanos',
  'ghcr.io/cloudnative-pg/postgresql': 'ghcr/cloudnative-pg/postgresql',
};

/** What stays as it is: the team's own registries, an upstream that ACR cannot cache, a variable. */
const untouched =
  /^(?:shopimages\.azurecr\.io\/|registry\.corp\.example:5000\/|docker\.elastic\.co\/|\$\{CACHE_IMAGE\}$)/;

export const overlays = ['k8s/overlays/production', 'k8s/overlays/staging'] as const;

/** The image of a line of a build, in any field that holds one. */
const imageLine = /^(\s*(?:- )?(?:image|imageName|reference): )(\S+)$/;

/** The built text as it has to be once every image of the table goes through the cache; nothing but image lines differs. */
export function expectedBuild(before: string, table: Readonly<Record<string, string>>): string {
  return before
    .split('\n')
    .map((line) =>
      line.replace(imageLine, (_, field: string, image: string) => {
        const [name = '', version = ''] = image.split(/((?::[^:/@]+)?(?:@.+)?$)/, 2);
        const target = table[name];
        return field + (target === undefined ? image : `shopimages.azurecr.io/${target}${version}`);
      }),
    )
    .join('\n');
}

/** The images of a build that would be pulled from elsewhere, though they need not be. */
export function directPulls(build: string): readonly string[] {
  const images = build.split('\n').flatMap((line) => imageLine.exec(line)?.[2] ?? []);
  return [...new Set(images.filter((image) => !untouched.test(image)))].sort();
}
