import type { FieldRule } from './field-rule.ts';

type Curated = Readonly<Record<string, Partial<FieldRule>>>;

const whole: Partial<FieldRule> = {};
const ignored: Partial<FieldRule> = { form: 'ignored' };
const push: Partial<FieldRule> = { purpose: 'push' };
const mention: Partial<FieldRule> = { purpose: 'mention' };
/** Of the fields beside it a digest wins over a range, and that over a tag (Flux, `OCIRepository`, "Reference"). */
const ociUrl: Partial<FieldRule> = {
  form: 'oci-url',
  tag: ['ref.tag'],
  digest: ['ref.digest'],
  range: ['ref.semver'],
};
const crossplanePackage: Partial<FieldRule> = { form: 'package' };

/** Argo Workflows: containers that are no list (argoproj/argo-workflows, `pkg/apis/workflow/v1alpha1`). */
const workflow: Curated = {
  '**.container.image': whole,
  '**.script.image': whole,
  '**.sidecars[].image': whole,
};

/**
 * Argo CD hands these lines to `kustomize edit set image` (argo-cd, `docs/user-guide/kustomize.md`). Values of charts are
 * read with the chart in mind.
 */
const argoCdSource: Curated = { '**.kustomize.images[]': { form: 'override' }, '**.helm': ignored };

const chartValues: Curated = { 'spec.values': ignored };

/** KubeVirt boots these as disks but pulls them as images; CDI imports from a registry. */
const virtualMachine: Curated = {
  '**.containerDisk.image': whole,
  '**.kernelBoot.container.image': whole,
  '**.source.registry.url': { form: 'docker-url' },
  '**.vddk.initImageURL': whole,
  '**.sidecarImage': whole,
};

/** Kyverno: what a policy asks about images, in globs; what it puts into a pod is pulled. */
const kyverno: Curated = {
  '**.verifyImages[].image': mention,
  '**.verifyImages[].imageReferences[]': mention,
  '**.verifyImages[].skipImageReferences[]': mention,
  '**.matchImageReferences[]': ignored,
  '**.validate': ignored,
  '**.preconditions': ignored,
  '**.imageExtractors': ignored,
  '**.exclude': ignored,
  '**.match': ignored,
};

const nvidia: Partial<FieldRule> = { registry: ['repository'], tag: ['version'] };

const baseImage: Partial<FieldRule> = { tag: ['tag', 'version'], digest: ['sha'] };

/** kubeadm's `imageRepository` is the prefix of many images, and their tags follow from the version of Kubernetes. */
const kubeadm: Curated = { '**.clusterConfiguration': ignored };

/** k0s: `spec.images.coredns: { image, version }` (k0s, `docs/configuration.md`). */
const k0s: Curated = { '**.image': { tag: ['version'] } };

/** Carvel fetches configuration as images and bundles of images (carvel.dev, `kapp-controller/docs/app-spec`). */
const carvelFetch: Curated = { '**.imgpkgBundle.image': whole, '**.image.url': whole };

const namespaced: Partial<FieldRule> = { form: 'namespaced' };

const k8ssandra: Curated = { '**.containerImage': namespaced, '**.initContainerImage': namespaced };

/** The images of cass-operator: by their names, and by the kind of the server, whose version is the tag. */
const k8ssandraImages: Curated = { 'images.*': namespaced, 'types.*': namespaced };

const openShiftBuild: Curated = {
  '**.from': { form: 'object', purpose: 'build' },
  '**.output.to': { form: 'object', purpose: 'push' },
};

/**
 * Written by hand over what `scripts/generate-crd-catalogue.mjs` takes from the schemas: what a schema cannot say (that
 * an image is pushed, that a URL has a scheme, that the tag stands elsewhere) and kinds whose schemas lack the field.
 * Keys are `group/kind` in lower case, or `group/*`; paths begin at the object, or anywhere with `**.`.
 */
export const curatedFields: Readonly<Record<string, Curated>> = {
  'acid.zalan.do/*': { '**.sidecars[].image': whole },
  'addons.cluster.x-k8s.io/*': { 'spec.valuesTemplate': ignored },
  // What Trivy's operator reports of images that run.
  'aquasecurity.github.io/*': { report: ignored },
  'argocd-image-updater.argoproj.io/*': { '**.images[].imageName': mention },
  'argoproj.io/application': argoCdSource,
  'argoproj.io/applicationset': argoCdSource,
  'argoproj.io/clusterworkflowtemplate': workflow,
  'argoproj.io/cronworkflow': workflow,
  'argoproj.io/sensor': workflow,
  'argoproj.io/workflow': workflow,
  'argoproj.io/workflowtaskset': workflow,
  'argoproj.io/workflowtemplate': workflow,
  'bootstrap.cluster.x-k8s.io/*': kubeadm,
  'build.openshift.io/*': openShiftBuild,
  '/buildconfig': openShiftBuild,
  '/imagestream': { 'spec.tags[].from': { form: 'object' } },
  'caching.internal.knative.dev/image': { 'spec.image': whole },
  'cdi.kubevirt.io/*': virtualMachine,
  'config.projectsveltos.io/*': { '**.helmCharts[].values': ignored },
  'cli.kyverno.io/*': { spec: ignored },
  'config.openshift.io/*': { '**.mirrors': ignored },
  'controlplane.cluster.x-k8s.io/*': { ...kubeadm, '**.coreDNS': ignored, '**.kubeProxy': ignored },
  'eraser.sh/*': { 'spec.images': ignored },
  'fluxcd.controlplane.io/fluxreport': { spec: ignored },
  'gateway.envoyproxy.io/*': { '**.container.imageRepository': whole },
  'flux.weave.works/helmrelease': chartValues,
  'data.packaging.carvel.dev/*': carvelFetch,
  'helm.cattle.io/*': { ...chartValues, 'spec.set': ignored, 'spec.valuesContent': ignored },
  'helm.crossplane.io/release': { 'spec.forProvider': ignored },
  'helm.fluxcd.io/helmrelease': chartValues,
  'helm.m.crossplane.io/release': { 'spec.forProvider': ignored },
  'helm.toolkit.fluxcd.io/*': { ...chartValues, '**.kustomize.images[]': { form: 'replacement' } },
  'image.openshift.io/imagestream': { 'spec.tags[].from': { form: 'object' } },
  'image.toolkit.fluxcd.io/*': { 'spec.image': mention },
  'infrastructure.cluster.x-k8s.io/*': { '**.customImage': whole, '**.preLoadImages[]': whole },
  'anywhere.eks.amazonaws.com/tinkerbelltemplateconfig': { '**.actions[].image': whole },
  'anywhere.eks.amazonaws.com/bundles': { spec: ignored },
  'kafka.strimzi.io/kafkaconnect': { 'spec.build.output.image': push },
  'kind.x-k8s.io/cluster': { 'nodes[].image': whole },
  'k0s.k0sproject.io/*': k0s,
  'k0sctl.k0sproject.io/*': k0s,
  'config.k8ssandra.io/imageconfig': k8ssandraImages,
  'k8ssandra.io/*': k8ssandra,
  'medusa.k8ssandra.io/*': k8ssandra,
  'reaper.k8ssandra.io/*': k8ssandra,
  'stargate.k8ssandra.io/*': k8ssandra,
  'k3d.io/simple': { image: whole, 'registries.create.image': whole },
  'imgpkg.carvel.dev/*': { 'images[].image': whole, image: whole },
  'kappctrl.k14s.io/*': carvelFetch,
  'kbld.k14s.io/*': {
    sources: ignored,
    searchRules: ignored,
    'overrides[].image': ignored,
    'overrides[].newImage': whole,
    'destinations[].image': ignored,
    'destinations[].newImage': push,
  },
  'kubeadm.k8s.io/*': {
    imageRepository: { form: 'prefix' },
    'dns.imageRepository': { form: 'prefix', name: 'coredns', tag: ['imageTag'] },
    'etcd.local.imageRepository': { form: 'prefix', name: 'etcd', tag: ['imageTag'] },
  },
  'kubevirt.io/*': virtualMachine,
  'kustomize.toolkit.fluxcd.io/*': { 'spec.images[]': { form: 'replacement' } },
  'kyverno.io/*': { ...kyverno, '**.podSecurity': ignored },
  'kro.run/resourcegraphdefinition': { 'spec.schema': ignored },
  'machineconfiguration.openshift.io/*': {
    '**.osImageURL': whole,
    '**.baseOSExtensionsContainerImage': whole,
  },
  'monitoring.coreos.com/*': { 'spec.baseImage': baseImage, 'spec.thanos.baseImage': baseImage },
  'mysql.oracle.com/innodbcluster': { 'spec.imageRepository': ignored },
  'networking.istio.io/proxyconfig': { 'spec.image': ignored },
  'nvidia.com/*': { '**.image': nvidia },
  'operator.cluster.x-k8s.io/*': { '**.containers[].imageUrl': whole },
  'operator.tigera.io/imageset': { 'spec.images[].image': { digest: ['digest'] } },
  'operators.coreos.com/catalogsource': { 'spec.image': whole },
  'operators.coreos.com/clusterserviceversion': {
    'spec.relatedImages[].image': whole,
    'metadata.annotations.containerImage': whole,
  },
  'packaging.carvel.dev/*': carvelFetch,
  'pingcap.com/*': { '**.baseImage': { tag: ['version'] } },
  'pkg.crossplane.io/*': { 'spec.package': crossplanePackage },
  'platform.confluent.io/*': { 'spec.image.application': whole, 'spec.image.init': whole },
  'policies.kyverno.io/*': { ...kyverno, 'spec.images': ignored, '**.podSecurity': ignored },
  'pool.kubevirt.io/*': virtualMachine,
  'clone.kubevirt.io/*': virtualMachine,
  'snapshot.kubevirt.io/*': virtualMachine,
  'serving.knative.dev/*': { '**.container.image': whole },
  'shipwright.io/*': { '**.output.image': push },
  'build.dev/*': { '**.output.image': push },
  'kpack.io/image': { 'spec.tag': push },
  'skaffold/config': { '**.artifacts': ignored },
  'source.toolkit.fluxcd.io/ocirepository': { 'spec.url': ociUrl },
  'tekton.dev/*': {
    '**.steps[].image': whole,
    '**.sidecars[].image': whole,
    '**.stepTemplate.image': whole,
    '**.taskRef.bundle': whole,
    '**.pipelineRef.bundle': whole,
    '**.taskRef.params[]': { form: 'parameter' },
    '**.pipelineRef.params[]': { form: 'parameter' },
  },
  'tekton.dev/stepaction': { 'spec.image': whole },
  'tinkerbell.org/*': { '**.actions[].image': whole },
  'triggers.tekton.dev/*': {
    '**.taskRef.params[]': { form: 'parameter' },
    '**.pipelineRef.params[]': { form: 'parameter' },
  },
  'vendir.k14s.io/*': carvelFetch,
  'extensions.istio.io/wasmplugin': { 'spec.url': { form: 'oci-url' } },
};
