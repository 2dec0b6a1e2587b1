import type { Confidence, Purpose } from '../image-use.ts';

/** What an input of an action holds. */
export interface ActionInput {
  /**
   * `image`; `list`: one on each line; `names`: the same, or `name=image,enable=…`; `cache`: `type=registry,ref=image`, or the image alone, on each line; `contexts`:
   * `name=docker-image://image` on each line; `driver`: `image=image` among options.
   */
  readonly form: 'image' | 'list' | 'names' | 'cache' | 'contexts' | 'driver';
  readonly purpose: Purpose;
  readonly confidence: Confidence;
  readonly builds?: true;
}

const pull: ActionInput = { form: 'image', purpose: 'pull', confidence: 'likely' };
const pullEach: ActionInput = { ...pull, form: 'list' };
const base: ActionInput = { ...pull, purpose: 'build' };
const pushEach: ActionInput = { form: 'list', purpose: 'push', confidence: 'likely', builds: true };
const names: ActionInput = { form: 'names', purpose: 'push', confidence: 'possible' };

type Inputs = Readonly<Record<string, ActionInput>>;

const buildAndPush: Inputs = {
  'build-contexts': { form: 'contexts', purpose: 'build', confidence: 'likely' },
  'cache-from': { form: 'cache', purpose: 'pull', confidence: 'likely' },
  'cache-to': { form: 'cache', purpose: 'push', confidence: 'likely' },
  tags: pushEach,
};

/** Inputs of actions that name images, as their `action.yml` describe them. */
const actions: ReadonlyMap<string, Inputs> = new Map<string, Inputs>([
  ['docker/build-push-action', buildAndPush],
  ['depot/build-push-action', buildAndPush],
  ['useblacksmith/build-push-action', buildAndPush],
  ['docker/setup-qemu-action', { image: pull }],
  [
    'docker/setup-buildx-action',
    { 'driver-opts': { form: 'driver', purpose: 'pull', confidence: 'likely' } },
  ],
  ['docker/metadata-action', { images: names }],
  ['docker/scout-action', { image: pull, to: pull }],
  ['helm/kind-action', { node_image: pull }],
  ['container-tools/kind-action', { node_image: pull }],
  ['engineerd/setup-kind', { image: pull }],
  ['medyagh/setup-minikube', { 'base-image': pull }],
  ['addnab/docker-run-action', { image: pull }],
  ['maus007/docker-run-action-fork', { image: pull }],
  ['mosteo-actions/docker-run', { image: pull }],
  ['shrink/actions-docker-extract', { image: pull }],
  ['plexsystems/container-structure-test-action', { image: pull }],
  ['brpaz/structure-tests-action', { image: pull }],
  ['aquasecurity/trivy-action', { 'image-ref': pull }],
  ['anchore/scan-action', { image: pull }],
  ['anchore/sbom-action', { image: pull }],
  ['snyk/actions/docker', { image: pull }],
  ['azure/container-scan', { 'image-name': pull }],
  ['uraimo/run-on-arch-action', { base_image: base }],
  ['pyo3/maturin-action', { container: pull }],
  ['redhat-actions/buildah-build', { 'base-image': base }],
  ['google-github-actions/deploy-cloudrun', { image: pull }],
  ['azure/webapps-deploy', { images: pullEach }],
  ['azure/k8s-deploy', { images: pullEach }],
  ['azure/container-apps-deploy-action', { imageToDeploy: pull }],
  ['azure/aci-deploy', { image: pull }],
  ['aws-actions/amazon-ecs-render-task-definition', { image: pull }],
  ['devcontainers/ci', { imageName: { ...names, form: 'image' }, cacheFrom: pullEach }],
]);

/** The inputs with images of the action that `uses` names; undefined for one that is not known. */
export function knownInputs(uses: string): Inputs | undefined {
  return actions.get(uses.replace(/@.*$/, '').toLowerCase());
}
