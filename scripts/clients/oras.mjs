import { fromGoModule } from './bring.mjs';

export const oras = () => fromGoModule('oras', 'oras.land/oras/cmd/oras', 'v1.3.6');
