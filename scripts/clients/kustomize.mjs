import { fromGoModule } from './bring.mjs';

/** kustomize as a program of its own. */
export const kustomize = () => fromGoModule('kustomize', 'sigs.k8s.io/kustomize/kustomize/v5', 'v5.8.1');
