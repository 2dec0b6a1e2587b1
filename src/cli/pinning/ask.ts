import { createProgress } from '../../host/index.ts';
import { normalizeRegistry } from '../../image/index.ts';
import type { Answers, KeyedQuestion } from '../../pin/index.ts';
import type { RegistryClient, RegistryError } from '../../registry/index.ts';
import { ok, type Result } from '../../result.ts';
import { CommandError } from '../exit.ts';
import { interruptible } from '../serving/interruptible.ts';
import type { LocalRegistry } from '../serving/library.ts';
import { configuredUpstreams } from '../serving/upstream-access.ts';
import { upstreamEndpoints } from '../serving/upstreams.ts';
import { viaEndpoint } from '../verifying/via.ts';
import type { Workspace } from '../workspace.ts';
import type { PinFlags } from './options.ts';

export interface Asking {
  readonly workspace: Workspace;
  readonly questions: readonly KeyedQuestion[];
  readonly flags: PinFlags;
  /** See `askTag`. */
  readonly details: boolean;
  readonly warn: (message: string) => void;
}

/** Longer than that nobody waits for a registry that says when it will answer again. */
const patience = { attempts: 3, retryAfterCapMs: 30_000 };

/** Asks registries what tags name; by the keys of the questions. */
export async function askRegistries(asking: Asking): Promise<Answers> {
  const { questions, details, warn } = asking;
  if (questions.length === 0) return new Map();
  const library = await import('../local-registry.ts');
  const endpointOf = await endpoints(library, asking);
  const clients = new Map<string, RegistryClient>();
  const clientOf = (host: string): Result<RegistryClient, RegistryError> => {
    const known = clients.get(host);
    if (known !== undefined) return ok(known);
    const endpoint = endpointOf(host);
    if (!endpoint.ok) return endpoint;
    const client = library.createRegistryClient({ ...endpoint.value, retry: patience });
    clients.set(host, client);
    return ok(client);
  };
  const progress = createProgress(process.stderr, () => performance.now());
  let done = 0;
  const onDone = (): void => progress.update(`${++done} of ${questions.length} tags asked for`);
  try {
    const answers = await interruptible((signal) =>
      library.askTags(questions, { clientOf, details, signal, onDone }),
    );
    const spared = questions.filter((_, index) => isSpared(answers[index])).map(({ key }) => key);
    if (spared.length > 0) warn(sparedNote(spared));
    return new Map(
      questions.flatMap(({ key }, index) => {
        const answer = answers[index];
        return answer === undefined ? [] : [[key, answer] as const];
      }),
    );
  } finally {
    progress.clear();
    for (const client of clients.values()) client.close();
  }
}

type Given = Awaited<ReturnType<LocalRegistry['askTags']>>[number];

function isSpared(answer: Given | undefined): boolean {
  return answer?.ok === true && answer.value.spared === true;
}

function sparedNote(keys: readonly string[]): string {
  const [first] = keys;
  const more = keys.length === 1 ? '' : ` and ${keys.length - 1} more`;
  return `the platforms of ${first}${more} are not recorded: its registry counts what is fetched, and few pulls are left; the digests are there all the same`;
}

/** How each registry is reached: the cache at the address that was given, all others as `serve` reaches them. */
async function endpoints(library: LocalRegistry, { workspace, flags }: Asking) {
  const { registry, settings, root, configFile } = workspace;
  const configured = await configuredUpstreams({
    settings,
    root,
    ...(configFile === undefined ? {} : { configFile }),
  });
  const upstream = upstreamEndpoints(library, {
    registry,
    configured,
    replacements: flags.upstream ?? [],
    rulesMayCome: true,
    // What is said of a registry that is not asked today does no harm.
    named: (flags.upstream ?? []).map((text) => normalizeRegistry((text.split('=')[0] ?? '').trim())),
    environment: process.env,
  });
  if (flags.via === 'upstream') return upstream;
  const { loginServer } = registry;
  if (loginServer === undefined) throw new CommandError('--via asks the cache, and none is configured');
  const cache = viaEndpoint(library, flags.via === 'cache' ? loginServer : flags.via, process.env);
  return (host: string) => (host === loginServer ? ok(cache) : upstream(host));
}
