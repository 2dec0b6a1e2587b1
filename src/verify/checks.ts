import type { PullErrorCode, PullNote } from './types.ts';

export type VerifyCheckId =
  | 'PV001'
  | 'PV002'
  | 'PV003'
  | 'PV004'
  | 'PV005'
  | 'PV006'
  | 'PV007'
  | 'PV008'
  | 'PV009'
  | 'PV010'
  | 'PV011'
  | 'PV012'
  | 'PV013'
  | 'PV014'
  | 'PV015';

/** What can come of pulling a reference, as reports name it. Identifiers are stable for ever, as those of the audit's checks. */
export interface VerifyCheck {
  readonly id: VerifyCheckId;
  readonly slug: string;
  /** A few words, as a heading. */
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence: why it matters. */
  readonly why: string;
}

const error = 'error';

export const verifyChecks: readonly VerifyCheck[] = [
  {
    id: 'PV001',
    slug: 'not-found',
    title: 'The image does not exist',
    severity: error,
    why: 'Whoever pulls it waits in ImagePullBackOff, whether through the cache or not.',
  },
  {
    id: 'PV002',
    slug: 'rate-limited',
    title: 'The upstream or the registry limits the rate',
    severity: error,
    why: 'The image may well exist; as long as the limit holds, what is not cached yet cannot be pulled.',
  },
  {
    id: 'PV003',
    slug: 'login-needed',
    title: 'A login is missing or not accepted',
    severity: error,
    why: 'The cache fetches with the credentials of its rule; without them the image is never served.',
  },
  {
    id: 'PV004',
    slug: 'denied',
    title: 'Access is denied',
    severity: error,
    why: 'The login is accepted and not allowed this image, or the image does not exist and the registry does not say so.',
  },
  {
    id: 'PV005',
    slug: 'unreachable',
    title: 'There is no answer',
    severity: error,
    why: 'Whether the image pulls is not known: nobody said anything about it.',
  },
  {
    id: 'PV006',
    slug: 'unusable-answer',
    title: 'The answer cannot be used',
    severity: error,
    why: 'A client that pulls gets the same answer, and fails or takes it for something that it is not.',
  },
  {
    id: 'PV007',
    slug: 'wrong-content',
    title: 'The content is not what the manifest says',
    severity: error,
    why: 'Every client compares digests and sizes, and refuses such an image.',
  },
  {
    id: 'PV008',
    slug: 'platform-missing',
    title: 'The image is not for a wanted platform',
    severity: error,
    why: 'A node of that platform cannot run it.',
  },
  {
    id: 'PV009',
    slug: 'not-cached',
    title: 'A second pull asked the upstream again',
    severity: error,
    why: 'What the cache does not keep fails when the upstream does.',
  },
  {
    id: 'PV010',
    slug: 'not-verified',
    title: 'Only an older copy could be pulled',
    severity: error,
    why: 'The upstream could not be asked whether the copy is current, or whether the image still exists.',
  },
  {
    id: 'PV011',
    slug: 'old-manifest',
    title: 'The image has a manifest of Docker schema 1',
    severity: error,
    why: 'Current clients have given that format up, and do not pull it.',
  },
  {
    id: 'PV012',
    slug: 'no-rule',
    title: 'No cache rule serves the listed reference',
    severity: error,
    why: 'It is pulled past the cache, or not at all.',
  },
  {
    id: 'PV013',
    slug: 'moved-tag',
    title: 'The tag no longer names the pinned digest',
    severity: 'info',
    why: 'The digest is what is pulled; the tag beside it tells readers something else.',
  },
  {
    id: 'PV014',
    slug: 'outdated-tag',
    title: 'The cache serves what the upstream no longer names so',
    severity: 'warning',
    why: 'Within the time to live that is how a cache works; beyond it the cache does not follow its upstream.',
  },
  {
    id: 'PV015',
    slug: 'not-imported',
    title: 'The registry has not imported the image yet',
    severity: 'info',
    why: 'Until it has, every pull needs the upstream.',
  },
];

const ids: Readonly<Record<PullErrorCode | PullNote['code'], VerifyCheckId>> = {
  'not-found': 'PV001',
  'rate-limited': 'PV002',
  unauthorized: 'PV003',
  denied: 'PV004',
  network: 'PV005',
  tls: 'PV005',
  timeout: 'PV005',
  aborted: 'PV005',
  unavailable: 'PV005',
  protocol: 'PV006',
  invalid: 'PV006',
  'redirect-refused': 'PV006',
  'realm-refused': 'PV006',
  content: 'PV007',
  'no-platform': 'PV008',
  'not-cached': 'PV009',
  stale: 'PV010',
  'schema-1': 'PV011',
  'no-rule': 'PV012',
  moved: 'PV013',
  outdated: 'PV014',
  'not-imported': 'PV015',
};

export function verifyCheck(code: PullErrorCode | PullNote['code']): VerifyCheck {
  const found = verifyChecks.find(({ id }) => id === ids[code]);
  if (found === undefined) throw new Error(`no check for ${code}`);
  return found;
}
