import { fromGoModule } from './bring.mjs';

export const crane = () =>
  fromGoModule('crane', 'github.com/google/go-containerregistry/cmd/crane', 'v0.22.1');
