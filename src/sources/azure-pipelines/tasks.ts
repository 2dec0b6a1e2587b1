import { madeFragment } from '../../text/index.ts';
import {
  addCommands,
  expand,
  partOf,
  pathOf,
  type Reading,
  type ReportOptions,
  reportChoices,
  reportImage,
  reportScript,
  scriptFragments,
  spanAt,
  textAt,
  writtenAt,
} from '../ci/index.ts';
import type { UnresolvedReason } from '../image-use.ts';
import { entriesOf } from './cursor.ts';
import { languageOf } from './expression.ts';
import type { Cursor } from './scope.ts';

/** The inputs of a task that hold one image. */
const images: Readonly<Record<string, Readonly<Record<string, ReportOptions>>>> = {
  azurewebappcontainer: { containers: {}, imagename: {} },
  azurefunctionappcontainer: { imagename: {} },
  azurecontainerapps: { imagetodeploy: {}, imagetobuild: { purpose: 'push' } },
};

/** The inputs of a task that hold a script for a POSIX shell. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  cmdline: ['script'],
  bash: ['script'],
  azurecli: ['inlinescript'],
  shellscript: ['script'],
  kubernetes: ['inlinescript'],
};

/** `Docker@2` with inputs: what tasks build, push, pull and deploy. Names of tasks and inputs are compared without case. */
export function readTask(task: string, inputs: Cursor, reading: Reading): void {
  const [, name = '', version = ''] = /^(?:.*\.)?([\w-]+)@(\d+)/.exec(task.toLowerCase()) ?? [];
  const input = (key: string): Cursor | undefined =>
    entriesOf(inputs).find((entry) => entry.key.toLowerCase() === key)?.value;
  if (name === 'docker' && version === '2') readDocker(input, reading);
  else if (name === 'docker') readOldDocker(input, reading);
  else if (name === 'kubernetesmanifest') readManifest(input('containers'), reading);
  else {
    for (const [key, options] of Object.entries(images[name] ?? {})) {
      const image = input(key);
      if (image !== undefined)
        reportImage(reading, image.spot, languageOf(image.scope), { ...options, when: image.when });
    }
  }
  for (const key of scripts[name] ?? []) {
    const script = input(key);
    if (script !== undefined)
      reportScript(reading, script.spot, { language: languageOf(script.scope), when: script.when });
  }
}

type Input = (key: string) => Cursor | undefined;

/** A service connection of the project says which registry it is. */
const connection: UnresolvedReason = {
  code: 'not-visible',
  reason: 'the registry is that of the service connection',
};

/** `Docker@2` builds and pushes `repository` to the registry of a service connection. */
function readDocker(input: Input, reading: Reading): void {
  readArguments(input, reading);
  const repository = input('repository');
  const command = textAt(input('command')?.spot)?.toLowerCase() ?? 'buildandpush';
  if (repository === undefined || !/build|push/.test(command)) return;
  const text = writtenAt(repository.spot, reading.source);
  if (text === undefined) return;
  const registry = textAt(input('containerregistry')?.spot);
  const before = reading.found.length;
  reportChoices(
    reading,
    expand(text, languageOf(repository.scope)),
    spanAt(repository.spot),
    pathOf(repository.spot),
    {
      purpose: 'push',
      when: repository.when,
      inheritsTag: true,
    },
  );
  if (registry === undefined) return;
  for (let index = before; index < reading.found.length; index++) {
    const image = reading.found[index];
    if (image !== undefined && image.unresolved === undefined)
      reading.found[index] = { ...image, unresolved: connection };
  }
}

/** The build arguments among `arguments`; the Dockerfile is `**\/Dockerfile` by default, and its folder is what is built. */
function readArguments(input: Input, reading: Reading): void {
  const given = input('arguments');
  if (given === undefined || textAt(given.spot)?.includes('--build-arg') !== true) return;
  const dockerfile = (textAt(input('dockerfile')?.spot) ?? 'Dockerfile').replace(
    /^(?:\*\*|\$\([^()]*\))\//,
    '',
  );
  if (!/^[\w./-]+$/.test(dockerfile)) return;
  const command = madeFragment(`docker build -f ${dockerfile} `);
  const fragments = scriptFragments(reading.source, given.spot, languageOf(given.scope));
  addCommands(reading, [command, ...fragments], pathOf(given.spot), { when: given.when });
}

/** `Docker@0` and `Docker@1`: `run` starts the image, everything else is about one that is built. */
function readOldDocker(input: Input, reading: Reading): void {
  const image = input('imagename');
  if (image === undefined) return;
  const action = textAt((input('command') ?? input('action'))?.spot) ?? 'build';
  const runs = /run/i.test(action);
  reportImage(reading, image.spot, languageOf(image.scope), {
    purpose: runs ? 'pull' : 'push',
    when: image.when,
  });
}

/** `KubernetesManifest` puts these images into the manifests, one on each line. */
function readManifest(containers: Cursor | undefined, reading: Reading): void {
  const text = writtenAt(containers?.spot, reading.source);
  if (containers === undefined || text === undefined) return;
  for (const match of text.value.matchAll(/[^\s,][^\n,]*/g)) {
    const line = match[0].trimEnd();
    const start = match.index;
    const written = partOf(text, start, start + line.length);
    const span = containers.spot.via?.span ?? written.spanOf(0, line.length);
    const choices = expand(written, languageOf(containers.scope));
    reportChoices(reading, choices, span, pathOf(containers.spot), { when: containers.when });
  }
}
