import { literalOf, partsFrom, type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import { type Call, fieldOf, type Mentioned } from './call.ts';
import { type Arguments, optionValues, splitArguments } from './split-arguments.ts';

/** Of `docker`, `podman`, `nerdctl` and `buildah`, before the command. */
const globalFlags: ReadonlySet<string> = new Set([
  'D',
  'debug',
  'tls',
  'tlsverify',
  'v',
  'version',
  'r',
  'remote',
  'insecure-registry',
]);

/** Of `run` and `create`; whatever else they know takes a value. */
const runFlags: ReadonlySet<string> = new Set(
  `d detach i interactive t tty rm privileged init read-only P publish-all no-healthcheck oom-kill-disable sig-proxy
  disable-content-trust help q quiet use-api-socket replace no-hosts no-hostname rmi tls-verify env-host http-proxy passwd
  read-only-tmpfs unsetenv-all all-platforms rootfs`.split(/\s+/),
);

const otherFlags: ReadonlySet<string> = new Set(
  `a all-tags q quiet disable-content-trust tls-verify all-platforms help no-cache pull force-rm rm squash compress load push
  check D debug layers insecure purge all p amend dry-run raw v verbose force f detach d no-healthcheck
  tty t-tty read-only init with-registry-auth bootstrap use append driver-opt-none pull-always`.split(/\s+/),
);

const managed: ReadonlySet<string> = new Set([
  'container',
  'image',
  'builder',
  'buildx',
  'manifest',
  'imagetools',
  'service',
]);

/** `docker`, `podman`, `nerdctl`, `buildah`, `finch` and what is written like them. */
export function dockerImages(call: Call): readonly Mentioned[] {
  const verb = dockerVerb(call);
  const read = verb === undefined ? undefined : verbs.get(verb.verb.slice(verb.verb.lastIndexOf(' ') + 1));
  return verb === undefined || read === undefined ? [] : read(verb);
}

/** What such a program is told to do; undefined where that is not written out. */
export function dockerVerb({ text, tool, words }: Call): Verb | undefined {
  let rest = splitArguments(text, words, { flags: globalFlags, stopsAtFirst: true }).positionals;
  const path: string[] = [];
  for (;;) {
    const [verb] = rest;
    const literal = verb === undefined ? undefined : literalOf(text, verb);
    if (literal === undefined) return undefined;
    path.push(literal);
    rest = rest.slice(1);
    if (!managed.has(literal)) break;
  }
  const verb = path.join(' ');
  return { text, verb, command: `${tool} ${verb}`, words: rest };
}

interface Verb {
  readonly text: string;
  readonly verb: string;
  readonly command: string;
  readonly words: readonly ShellWord[];
}

type ReadVerb = (verb: Verb) => readonly Mentioned[];

const verbs: ReadonlyMap<string, ReadVerb> = new Map<string, ReadVerb>([
  ['run', runImage],
  ['create', createImage],
  ['pull', (verb) => all(verb, 'pull')],
  ['from', buildahFrom],
  ['push', pushed],
  ['tag', tagged],
  ['build', built],
  ['bud', built],
  ['build-using-dockerfile', built],
  ['inspect', inspected],
  ['commit', (verb) => named(verb, plain(verb).positionals[1], 'push', true)],
  ['import', (verb) => named(verb, plain(verb).positionals[1], 'push', true)],
  ['update', (verb) => each(verb, optionValues(plain(verb), 'image'), 'pull')],
]);

function plain({ text, words }: Verb): Arguments {
  return splitArguments(text, words, { flags: otherFlags });
}

function named(
  { command }: Verb,
  word: ShellWord | undefined,
  purpose: Mentioned['purpose'],
  builds = false,
): readonly Mentioned[] {
  return word === undefined ? [] : [{ word, purpose, command, ...(builds ? { builds } : {}) }];
}

function each(
  verb: Verb,
  words: readonly ShellWord[],
  purpose: Mentioned['purpose'],
  builds = false,
): readonly Mentioned[] {
  return words.flatMap((word) => named(verb, word, purpose, builds));
}

function all(verb: Verb, purpose: Mentioned['purpose']): readonly Mentioned[] {
  return each(verb, plain(verb).positionals, purpose);
}

function runImage(verb: Verb): readonly Mentioned[] {
  const { text, words } = verb;
  const [image] = splitArguments(text, words, { flags: runFlags, stopsAtFirst: true }).positionals;
  return named(verb, image, 'pull');
}

function createImage(verb: Verb): readonly Mentioned[] {
  if (verb.verb === 'buildx create') {
    const options = optionValues(plain(verb), 'driver-opt');
    return each(verb, fields(verb, options, 'image'), 'pull');
  }
  if (verb.verb === 'buildx imagetools create') {
    const args = plain(verb);
    return [...each(verb, args.positionals, 'pull'), ...each(verb, optionValues(args, 't', 'tag'), 'push')];
  }
  if (verb.verb.startsWith('manifest')) {
    const [target, ...parts] = plain(verb).positionals;
    return [...named(verb, target, 'push'), ...each(verb, parts, 'mention')];
  }
  return /^(?:container |service |)create$/.test(verb.verb) ? runImage(verb) : [];
}

/** buildah's working containers have names like images; what is made of one is `scratch`. */
function buildahFrom(verb: Verb): readonly Mentioned[] {
  return named(verb, plain(verb).positionals[0], 'build');
}

/** podman and buildah push to a second argument if there is one. */
function pushed(verb: Verb): readonly Mentioned[] {
  const { positionals } = plain(verb);
  return named(verb, positionals[1] ?? positionals[0], 'push');
}

function tagged(verb: Verb): readonly Mentioned[] {
  const [source, target] = plain(verb).positionals;
  return [...named(verb, source, 'mention'), ...named(verb, target, 'push', true)];
}

function inspected(verb: Verb): readonly Mentioned[] {
  return /^(?:manifest|buildx imagetools)/.test(verb.verb) ? all(verb, 'mention') : [];
}

function built(verb: Verb): readonly Mentioned[] {
  const args = plain(verb);
  const { text } = verb;
  const caches = optionValues(args, 'cache-from');
  const contexts = optionValues(args, 'build-context');
  return [
    ...each(verb, optionValues(args, 't', 'tag'), 'push', true),
    ...each(
      verb,
      [...fields(verb, caches, 'ref'), ...caches.filter((word) => !shapeOf(text, word).includes('='))],
      'pull',
    ),
    ...each(verb, fields(verb, optionValues(args, 'cache-to'), 'ref'), 'push'),
    ...each(verb, fields(verb, optionValues(args, 'o', 'output'), 'name'), 'push', true),
    ...each(
      verb,
      contexts.flatMap((word) => contextImage(text, word)),
      'build',
    ),
    ...each(verb, optionValues(args, 'from'), 'build'),
  ];
}

function fields({ text }: Verb, words: readonly ShellWord[], key: string): readonly ShellWord[] {
  return words.flatMap((word) => fieldOf(text, word, key) ?? []);
}

/** `name=docker-image://alpine:3`. */
function contextImage(text: string, word: ShellWord): readonly ShellWord[] {
  const [, name = ''] = /^([^=]+)=docker-image:\/\//.exec(shapeOf(text, word)) ?? [];
  const value = name === '' ? undefined : fieldOf(text, word, name);
  return value === undefined ? [] : [partsFrom(value, 'docker-image://'.length)];
}
