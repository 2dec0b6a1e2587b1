import { fromGoModule } from './bring.mjs';

/** The conformance suite of the OCI distribution specification. It has no releases: the version names a commit. */
export const conformance = () =>
  fromGoModule(
    'conformance',
    'github.com/opencontainers/distribution-spec/conformance',
    'v0.0.0-20260831232431-97274622c111',
  );
