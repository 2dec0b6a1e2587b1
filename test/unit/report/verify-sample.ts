import type { ImageReference } from '../../../src/image/index.ts';
import type {
  PullError,
  VerifiedImage,
  VerifiedReference,
  VerifyPlace,
  VerifyReport,
} from '../../../src/verify/index.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

function place(file: string, line: number) {
  return { file, line, column: 16, endLine: line, endColumn: 26 };
}

function target(repository: string, more: Partial<ImageReference> = { tag: '1.0' }, rule = 'docker-hub') {
  return {
    reference: { registry: 'team.azurecr.io', repository: `hub/${repository}`, ...more },
    upstream: { registry: 'docker.io', repository, ...more },
    rule,
    uses: [place('k8s/web.yaml', 14)],
  };
}

export function pulledReference(
  repository: string,
  image: Partial<VerifiedImage> = {},
  more?: Partial<ImageReference>,
): VerifiedReference {
  const value: VerifiedImage = {
    digest,
    platforms: ['linux/amd64', 'linux/arm64/v8'],
    manifests: 3,
    blobs: 2,
    foreignLayers: 0,
    bytes: 12_345_678,
    fromUpstream: false,
    secondPull: { manifests: 3, blobs: 2, bytes: 12_345_678 },
    compared: true,
    notes: [],
    ...image,
  };
  return { target: target(repository, more), result: { ok: true, value }, ms: 1_234.5 };
}

export function failedReference(
  repository: string,
  error: Partial<PullError> & Pick<PullError, 'code' | 'message'>,
  uses: readonly VerifyPlace[] = [place('k8s/web.yaml', 20), place('docs/100% [new], a: b;c.yaml', 3)],
): VerifiedReference {
  return {
    target: { ...target(repository), uses },
    result: { ok: false, error: { subject: '1.0', party: 'source', ...error } },
    ms: 20,
  };
}

export const verifyReport: VerifyReport = {
  depth: 'config',
  platforms: [],
  references: [
    pulledReference('library/web'),
    pulledReference(
      'library/tool',
      {
        platforms: [],
        bytes: 900,
        notes: [
          {
            code: 'moved',
            message: `docker.io/library/tool:1.0 names sha256:${'cd'.repeat(32)} by now, and not the pinned ${digest}`,
          },
        ],
      },
      { tag: '1.0', digest },
    ),
    failedReference('library/gone', {
      code: 'not-found',
      status: 404,
      message:
        'not known at source docker.io/library/gone of cache rule docker-hub: registry-1.docker.io answered 404 (MANIFEST_UNKNOWN: manifest unknown)',
    }),
    failedReference('library/limited', {
      code: 'rate-limited',
      status: 429,
      retryAfterSeconds: 3_600,
      message:
        'too many requests to source docker.io/library/limited of cache rule docker-hub: registry-1.docker.io answered 429 (TOOMANYREQUESTS: You have reached your pull rate limit.)',
    }),
    failedReference('private/app', {
      code: 'unauthorized',
      status: 403,
      message:
        'authentication required with source docker.io/private/app of cache rule docker-hub: registry-1.docker.io answered 401',
    }),
    failedReference('library/flipped', {
      code: 'content',
      subject: digest,
      message: `the blob that came has the digest sha256:${'ef'.repeat(32)}`,
    }),
  ],
};

export const emptyVerify: VerifyReport = { depth: 'config', platforms: [], references: [] };

/** Through a registry that exists. */
export const viaReport: VerifyReport = {
  depth: 'manifest',
  platforms: ['linux/amd64'],
  via: 'https://team.azurecr.io',
  references: [
    pulledReference('library/web', {
      fromUpstream: true,
      notes: [
        {
          code: 'outdated',
          message: `docker.io/library/web:1.0 names sha256:${'cd'.repeat(32)} by now; the cache still serves ${digest}`,
        },
        {
          code: 'not-imported',
          message: 'the registry has not imported it yet, and served it from the upstream',
        },
      ],
    }),
    failedReference('private/app', {
      code: 'unauthorized',
      party: 'registry',
      status: 401,
      message: 'team.azurecr.io answered 401 (UNAUTHORIZED: authentication required)',
    }),
  ],
};
