import { partsFrom, type ShellWord, shapeOf, VARYING } from '../../formats/shell/index.ts';
import { type Call, cut, type Mentioned } from './call.ts';
import { optionValues, splitArguments } from './split-arguments.ts';

const kubectlFlags: ReadonlySet<string> = new Set(
  `A all-namespaces i stdin t tty it rm q quiet attach expose leave-stdin-open command record local all overwrite wait
  privileged share-processes arguments-only force no-headers h help insecure-skip-tls-verify R recursive D debug`.split(
    /\s+/,
  ),
);

/** `kubectl` and `oc`. */
export function kubectlImages({ text, tool, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags: kubectlFlags });
  const [verb = '', noun = ''] = args.positionals.map((word) => shapeOf(text, word));
  const command = `${tool} ${verb}`;
  const pulls = (listed: readonly ShellWord[], name = command): readonly Mentioned[] =>
    listed.map((word) => ({ word, purpose: 'pull', command: name }));
  if (verb === 'run' || verb === 'debug') return pulls(optionValues(args, 'image'));
  if (verb === 'create' && /^(?:deploy|deployment|job|cronjob|cj)$/.test(noun))
    return pulls(optionValues(args, 'image'), `${command} ${noun}`);
  if (verb === 'import-image') return pulls(optionValues(args, 'from'));
  if (verb !== 'set' || noun !== 'image') return [];
  return pulls(
    args.positionals.slice(2).flatMap((word) => {
      const equals = shapeOf(text, word).indexOf('=');
      return equals === -1 ? [] : [partsFrom(word, equals + 1)];
    }),
    `${command} image`,
  );
}

const clusterFlags: ReadonlySet<string> = new Set([
  'retain',
  'q',
  'quiet',
  'wait-for-all',
  'no-lb',
  'help',
  'no-rollback',
]);

/** `kind`, `k3d`, `minikube`: what a cluster's machines run, and what is put into it. */
export function clusterImages({ text, tool, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags: clusterFlags });
  const verbs = args.positionals.map((word) => shapeOf(text, word));
  const loads = /^(?:load docker-image|image import|images import|image load|cache add)$/.test(
    verbs.slice(0, 2).join(' '),
  );
  const command = `${tool} ${verbs.slice(0, 2).join(' ')}`;
  if (loads) return args.positionals.slice(2).map((word) => ({ word, purpose: 'mention', command }));
  const creates = verbs.includes('create') || verbs[0] === 'start';
  if (!creates) return [];
  return optionValues(args, 'image', 'i', 'base-image').map((word) => ({ word, purpose: 'pull', command }));
}

const helmFlags: ReadonlySet<string> = new Set(
  `i install atomic wait wait-for-jobs create-namespace dry-run debug devel force no-hooks reuse-values reset-values
  reset-then-reuse-values cleanup-on-fail dependency-update g generate-name replace skip-crds verify include-crds validate
  is-upgrade skip-tests render-subchart-notes disable-openapi-validation insecure-skip-tls-verify plain-http h help
  rollback-on-failure take-ownership hide-secret hide-notes`.split(/\s+/),
);

const IMAGE = /(?:^|\.)[\w-]*image$/i;

/** What `--set` gives a chart: `image=nginx:1.27`; `image.repository` and what stands with it is composed by the chart. */
export function helmImages({ text, tool, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags: helmFlags });
  const command = `${tool} --set`;
  const given = optionValues(args, 'set', 'set-string');
  return given.flatMap((word) => {
    const shape = shapeOf(text, word);
    let start = 0;
    return shape.split(',').flatMap((item): readonly Mentioned[] => {
      const at = start;
      start += item.length + 1;
      const equals = item.indexOf('=');
      if (equals === -1 || !IMAGE.test(item.slice(0, equals)) || item.slice(equals + 1) === VARYING)
        return [];
      return [{ word: cut(word, at + equals + 1, at + item.length), purpose: 'pull', command }];
    });
  });
}
