import { fromGoModule } from './bring.mjs';

const version = 'v2.4.2';

/** containerd 2, which fetches a layer in several ranges at once; Debian's is 1.6. */
export const containerd2 = () =>
  fromGoModule('containerd', 'github.com/containerd/containerd/v2/cmd/containerd', version);
export const ctr2 = () => fromGoModule('ctr', 'github.com/containerd/containerd/v2/cmd/ctr', version);
