import { describe, expect, test } from 'vitest';
import { found, judged, raws } from './extract.ts';

const resource = (apiVersion: string, kind: string, body: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\n${body}\n`;

describe('catalogued fields', () => {
  test.each([
    [
      'postgresql.cnpg.io/v1',
      'Cluster',
      'spec: { imageName: ghcr.io/cloudnative-pg/postgresql:16 }',
      ['spec.imageName = ghcr.io/cloudnative-pg/postgresql:16 (certain)'],
    ],
    [
      'acid.zalan.do/v1',
      'postgresql',
      'spec: { dockerImage: spilo:1 }',
      ['spec.dockerImage = spilo:1 (certain)'],
    ],
    [
      'acid.zalan.do/v1',
      'OperatorConfiguration',
      'configuration: { docker_image: spilo }',
      ['configuration.docker_image = spilo (certain)'],
    ],
    [
      'kafka.strimzi.io/v1',
      'KafkaConnect',
      'spec: { image: a:1, build: { output: { type: docker, image: "r.example/connect:1" } } }',
      ['spec.image = a:1 (certain)', 'spec.build.output.image = r.example/connect:1 (certain, push)'],
    ],
    [
      'reaper.k8ssandra.io/v1alpha1',
      'Reaper',
      'spec: { containerImage: { registry: r.example, repository: shop, name: reaper, tag: "4" }, initContainerImage: { repository: shop, tag: "4" } }',
      [
        'spec.containerImage = r.example/shop/reaper:4 (certain)',
        'spec.initContainerImage = shop (certain, not-visible)',
      ],
    ],
    [
      'config.k8ssandra.io/v1beta2',
      'ImageConfig',
      'images: { medusa: { repository: shop, name: medusa, tag: v1 } }\ntypes: { dse: { repository: shop, name: dse } }',
      ['images.medusa = shop/medusa:v1 (certain)', 'types.dse = shop/dse (certain, not-visible)'],
    ],
    [
      'shop.example/v1',
      'Shop',
      'spec: { image: { ref: "quay.io/a/b:1", pullPolicy: Always }, other: { image: { ref: main, url: "https://git.example/a" } } }',
      ['spec.image = quay.io/a/b:1 (likely)'],
    ],
    [
      'tekton.dev/v1',
      'Task',
      'spec: { steps: [{ image: alpine }], sidecars: [{ image: b }], stepTemplate: { image: c } }',
      [
        'spec.steps[0].image = alpine (certain)',
        'spec.sidecars[0].image = b (certain)',
        'spec.stepTemplate.image = c (certain)',
      ],
    ],
    [
      'tekton.dev/v1',
      'PipelineRun',
      'spec: { pipelineSpec: { finally: [{ taskSpec: { steps: [{ image: alpine }] } }] } }',
      ['spec.pipelineSpec.finally[0].taskSpec.steps[0].image = alpine (certain)'],
    ],
    [
      'tekton.dev/v1',
      'TaskRun',
      'spec: { taskRef: { resolver: bundles, params: [{ name: bundle, value: ghcr.io/a/b:1 }, { name: kind, value: task }] } }',
      ['spec.taskRef.params[0].value = ghcr.io/a/b:1 (certain)'],
    ],
    [
      'argoproj.io/v1alpha1',
      'Workflow',
      'spec: { templates: [{ script: { image: python } }, { container: { image: a } }, { containerSet: { containers: [{ name: m, image: b }] } }] }',
      [
        'spec.templates[0].script.image = python (certain)',
        'spec.templates[1].container.image = a (certain)',
        'spec.templates[2].containerSet.containers[0].image = b (certain)',
      ],
    ],
    [
      'argoproj.io/v1alpha1',
      'Application',
      'spec: { source: { kustomize: { images: ["web=ghcr.io/shop/web:2", "nginx:1.27"] } } }',
      [
        'spec.source.kustomize.images[0] = ghcr.io/shop/web:2 (certain)',
        'spec.source.kustomize.images[1] = nginx:1.27 (certain)',
      ],
    ],
    [
      'kubevirt.io/v1',
      'VirtualMachine',
      'spec: { template: { spec: { volumes: [{ containerDisk: { image: quay.io/containerdisks/fedora } }] } } }',
      ['spec.template.spec.volumes[0].containerDisk.image = quay.io/containerdisks/fedora (certain)'],
    ],
    [
      'cdi.kubevirt.io/v1beta1',
      'DataVolume',
      'spec: { source: { registry: { url: "docker://quay.io/a/b:1" } } }',
      ['spec.source.registry.url = quay.io/a/b:1 (certain)'],
    ],
    [
      'pkg.crossplane.io/v1',
      'Provider',
      'spec: { package: xpkg.crossplane.io/a/b:v1 }',
      ['spec.package = xpkg.crossplane.io/a/b:v1 (certain)'],
    ],
    [
      'pkg.crossplane.io/v1',
      'Provider',
      'spec: { package: crossplane/provider:v1 }',
      ['spec.package = crossplane/provider:v1 (certain, not-visible)'],
    ],
    [
      'image.toolkit.fluxcd.io/v1',
      'ImageRepository',
      'spec: { image: ghcr.io/a/b }',
      ['spec.image = ghcr.io/a/b (certain, mention)'],
    ],
    [
      'kustomize.toolkit.fluxcd.io/v1',
      'Kustomization',
      'spec: { images: [{ name: a, newName: ghcr.io/x/a, newTag: "2" }, { name: b, newTag: "3" }, { name: c }] }',
      ['spec.images[0].newName = ghcr.io/x/a:2 (certain)', 'spec.images[1].name = b:3 (certain)'],
    ],
    [
      'operators.coreos.com/v1alpha1',
      'ClusterServiceVersion',
      'spec: { relatedImages: [{ name: a, image: quay.io/a/b:1 }] }',
      ['spec.relatedImages[0].image = quay.io/a/b:1 (certain)'],
    ],
    [
      'build.openshift.io/v1',
      'BuildConfig',
      'spec: { strategy: { dockerStrategy: { from: { kind: DockerImage, name: "a:1" } } }, output: { to: { kind: DockerImage, name: "r.example/b:1" } } }',
      [
        'spec.strategy.dockerStrategy.from.name = a:1 (certain, build)',
        'spec.output.to.name = r.example/b:1 (certain, push)',
      ],
    ],
    [
      'kyverno.io/v1',
      'ClusterPolicy',
      'spec: { rules: [{ verifyImages: [{ imageReferences: ["ghcr.io/a/*"] }], validate: { pattern: { spec: { containers: [{ name: "*", image: "!*:latest" }] } } } }] }',
      ['spec.rules[0].verifyImages[0].imageReferences[0] = ghcr.io/a/* (certain, mention)'],
    ],
    [
      'kind.x-k8s.io/v1alpha4',
      'Cluster',
      'nodes: [{ role: worker, image: "kindest/node:v1.31.0" }]',
      ['nodes[0].image = kindest/node:v1.31.0 (certain)'],
    ],
    [
      'k3d.io/v1alpha5',
      'Simple',
      'image: rancher/k3s:v1.31.0-k3s1\nregistries: { create: { name: r, image: "docker.io/library/registry:3" }, use: [k3d-r:5000] }',
      [
        'image = rancher/k3s:v1.31.0-k3s1 (certain)',
        'registries.create.image = docker.io/library/registry:3 (certain)',
      ],
    ],
    [
      'k0sctl.k0sproject.io/v1beta1',
      'Cluster',
      'spec: { k0s: { config: { spec: { images: { coredns: { image: quay.io/k0sproject/coredns, version: 1.12.2 } } } } } }',
      ['spec.k0s.config.spec.images.coredns.image = quay.io/k0sproject/coredns:1.12.2 (certain)'],
    ],
    [
      'kubeadm.k8s.io/v1beta4',
      'ClusterConfiguration',
      'imageRepository: r.example/k8s\ndns: { imageRepository: r.example/dns, imageTag: v1.11.3 }\netcd: { local: { imageRepository: r.example/k8s } }',
      [
        'imageRepository = r.example/k8s (certain, not-visible)',
        'dns.imageRepository = r.example/dns/coredns:v1.11.3 (certain)',
        'etcd.local.imageRepository = r.example/k8s (certain, not-visible)',
      ],
    ],
  ])('%s %s %s', (apiVersion, kind, body, expected) => {
    expect(judged(resource(apiVersion, kind, body))).toEqual(expected);
  });

  test('the group and the kind are looked up whatever the version', () => {
    const body = 'spec: { dockerImage: spilo }';
    expect(judged(resource('acid.zalan.do/v7', 'Postgresql', body))).toEqual([
      'spec.dockerImage = spilo (certain)',
    ]);
  });

  test('a reference behind a scheme is pointed at without the scheme', () => {
    const body = 'spec: { source: { registry: { url: "docker://quay.io/a/b:1" } } }';
    expect(raws(resource('cdi.kubevirt.io/v1beta1', 'DataVolume', body))).toEqual(['quay.io/a/b:1']);
  });

  test('an override is pointed at behind the name it overrides', () => {
    const body = "spec: { source: { kustomize: { images: ['web=ghcr.io/shop/web:2'] } } }";
    expect(raws(resource('argoproj.io/v1alpha1', 'Application', body))).toEqual(['ghcr.io/shop/web:2']);
  });
});

describe('references in several fields', () => {
  const pieces = (text: string): unknown =>
    found(text).map((image) => [image.value, image.pieces?.map(({ role, value }) => `${role} ${value}`)]);

  test.each([
    [
      'Prometheus',
      resource(
        'monitoring.coreos.com/v1',
        'Prometheus',
        'spec: { baseImage: quay.io/prometheus/prometheus, version: v2.50.0 }',
      ),
      'quay.io/prometheus/prometheus:v2.50.0',
      ['repository quay.io/prometheus/prometheus', 'tag v2.50.0'],
    ],
    [
      'NVIDIA',
      resource(
        'nvidia.com/v1',
        'ClusterPolicy',
        'spec: { driver: { repository: nvcr.io/nvidia, image: driver, version: "550" } }',
      ),
      'nvcr.io/nvidia/driver:550',
      ['registry nvcr.io/nvidia', 'repository driver', 'tag 550'],
    ],
    [
      'Flux',
      resource(
        'source.toolkit.fluxcd.io/v1',
        'OCIRepository',
        'spec: { url: "oci://ghcr.io/a/b", ref: { tag: "1" } }',
      ),
      'ghcr.io/a/b:1',
      ['repository ghcr.io/a/b', 'tag 1'],
    ],
    [
      'AWX',
      resource(
        'awx.ansible.com/v1beta1',
        'AWX',
        'spec: { image: quay.io/ansible/awx, image_version: 24.1.0 }',
      ),
      'quay.io/ansible/awx:24.1.0',
      ['repository quay.io/ansible/awx', 'tag 24.1.0'],
    ],
    [
      'Tigera',
      resource(
        'operator.tigera.io/v1',
        'ImageSet',
        `spec: { images: [{ image: calico/node, digest: "sha256:${'a'.repeat(64)}" }] }`,
      ),
      `calico/node@sha256:${'a'.repeat(64)}`,
      ['repository calico/node', `digest sha256:${'a'.repeat(64)}`],
    ],
    [
      'a map',
      resource(
        'example.com/v1',
        'Thing',
        'spec: { image: { registry: ghcr.io, repository: a/b, tag: 1.20 } }',
      ),
      'ghcr.io/a/b:1.20',
      ['registry ghcr.io', 'repository a/b', 'tag 1.20'],
    ],
  ])('%s', (_, text, value, parts) => {
    expect(pieces(text)).toEqual([[value, parts]]);
  });

  test.each([
    ['a range wins over a tag', 'semver: "1.x", tag: "1"', 'ghcr.io/a/b', true],
    [
      'a digest wins over a range',
      `semver: "1.x", digest: "sha256:${'a'.repeat(64)}"`,
      `ghcr.io/a/b@sha256:${'a'.repeat(64)}`,
      undefined,
    ],
  ])('of an OCIRepository: %s', (_, ref, value, inheritsTag) => {
    const body = `spec: { url: "oci://ghcr.io/a/b", ref: { ${ref} } }`;
    const [image] = found(resource('source.toolkit.fluxcd.io/v1', 'OCIRepository', body));
    expect(image).toMatchObject({ value });
    expect(image?.inheritsTag).toBe(inheritsTag);
  });

  test('a reference that is whole is not completed from beside it', () => {
    const body = 'spec: { image: "docker.elastic.co/elasticsearch/elasticsearch:8.1.0", version: 8.2.0 }';
    const text = resource('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', body);
    expect(judged(text)).toEqual([
      'spec.image = docker.elastic.co/elasticsearch/elasticsearch:8.1.0 (certain)',
    ]);
  });
});

describe('fields named after images', () => {
  const thing = (body: string): readonly string[] => judged(resource('example.com/v1', 'Thing', body));

  test.each([
    ['spec: { image: "a:1" }', ['spec.image = a:1 (likely)']],
    ['spec: { initImage: ghcr.io/a/b }', ['spec.initImage = ghcr.io/a/b (likely)']],
    ['spec: { proxy_image: "a/b:1" }', ['spec.proxy_image = a/b:1 (likely)']],
    ['spec: { imageName: "a/b:1" }', ['spec.imageName = a/b:1 (likely)']],
    ['spec: { image: foo }', ['spec.image = foo (possible)']],
    [
      'spec: { extraImages: ["ghcr.io/a/b:1", foo, "ghcr.io/*"] }',
      ['spec.extraImages[0] = ghcr.io/a/b:1 (likely)'],
    ],
    ['spec: { image: "${IMAGE}" }', ['spec.image = ${IMAGE} (possible, variable)']],
    [
      'spec: { containers: [{ name: a, image: foo }, { image: bar }] }',
      ['spec.containers[0].image = foo (certain)', 'spec.containers[1].image = bar (likely)'],
    ],
    ['spec: { sidecars: [{ name: a, image: foo }] }', ['spec.sidecars[0].image = foo (likely)']],
    [
      'spec: { values: { web: { repository: ghcr.io/a/b, tag: "1" } } }',
      ['spec.values.web = ghcr.io/a/b:1 (likely)'],
    ],
  ])('%s', (body, expected) => {
    expect(thing(body)).toEqual(expected);
  });

  test.each([
    'spec: { imagePullPolicy: Always }',
    'spec: { imagePullSecrets: [{ name: "regcred:1" }] }',
    'spec: { imageURL: "https://example.com/logo.png" }',
    'spec: { image: "example.com/logo.png" }',
    'spec: { image: "https://cloud.example/disk.qcow2" }',
    'spec: { backingImage: "parrot:1" }',
    'spec: { osImage: "ubuntu:22.04" }',
    'spec: { imageStream: "a:1" }',
    'spec: { image: "Canonical:UbuntuServer:22.04:latest" }',
    'spec: { imageRef: { apiVersion: v1, kind: Image, name: "a:1" } }',
    'spec: { volumes: [{ rbd: { image: "disk:1" } }] }',
    'spec: { source: { repository: github.com/a/b, tag: v1 } }',
    'spec: { graphdb: { repository: ghcr.io/a/b } }',
    'spec: { git: { repository: git.example/a/b, tag: v1, path: x, ref: main } }',
    'status: { image: "a:1" }',
    'metadata: { annotations: { image: "a:1" }, labels: { image: "b:1" } }',
    'spec: { validation: { openAPIV3Schema: { default: { image: "a:1" } } } }',
  ])('nothing in %s', (body) => {
    expect(thing(body)).toEqual([]);
  });
});

describe('groups of machines and streams', () => {
  test.each([
    [
      'infrastructure.cluster.x-k8s.io/v1beta1',
      'GCPMachineTemplate',
      'spec: { template: { spec: { image: "projects/a/global/images/b:1" } } }',
    ],
    ['compute.cnrm.cloud.google.com/v1beta1', 'ComputeInstance', 'spec: { bootDisk: { image: "a:1" } }'],
    ['ec2.aws.upbound.io/v1beta1', 'Instance', 'spec: { image: "a:1" }'],
    ['image.openshift.io/v1', 'ImageStream', 'spec: { image: "a:1" }'],
    ['networking.istio.io/v1', 'ProxyConfig', 'spec: { image: { imageType: "distroless:1" } }'],
  ])('%s %s', (apiVersion, kind, body) => {
    expect(judged(resource(apiVersion, kind, body))).toEqual([]);
  });

  test('what the catalogue names is read there too', () => {
    const body = 'spec: { customImage: kindest/node:v1, preLoadImages: ["a:1"] }';
    expect(judged(resource('infrastructure.cluster.x-k8s.io/v1beta1', 'DockerMachine', body))).toEqual([
      'spec.customImage = kindest/node:v1 (certain)',
      'spec.preLoadImages[0] = a:1 (certain)',
    ]);
  });
});
