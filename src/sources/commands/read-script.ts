import { append } from '../../append.ts';
import { literalOf, parseShell, type ShellCommand, type ShellWord } from '../../formats/shell/index.ts';
import { isReference } from '../../image/index.ts';
import type { FoundImage } from '../image-use.ts';
import { joinText, piecesAt, placeAt } from '../joined-text.ts';
import { gradeOf, isUnmistakable } from '../reference-grade.ts';
import { imagesOf, isKnown, knownOf, type TextValue } from '../text-values.ts';
import { readAssignments } from './assignments.ts';
import { inAzureRegistry } from './azure-registry.ts';
import { folderAfter, imagesOfBuildCall } from './build-images.ts';
import { builtNames, isBuilt, writtenName } from './built.ts';
import type { Call, Mentioned } from './call.ts';
import type { CommandImage } from './command-image.ts';
import { type BuildCall, buildOf } from './docker-build.ts';
import { manifestImages } from './manifest-images.ts';
import { programIn } from './program.ts';
import { pathIn, type Script } from './script.ts';
import { readSourced } from './sourced.ts';
import { mentionedImages } from './tools.ts';
import { itemsOf, type Scope, valuesOf } from './variables.ts';

/** Scripts in arguments of scripts: `sh -c "docker run …"`. */
const DEEPEST = 3;

/** A script without any of these is not parsed. */
const TELLING =
  /docker|podman|image|IMAGE|Image|nerdctl|buildah|finch|kubectl|\boc\b|kind|k3d|minikube|helm|skopeo|crane|regctl|oras|ctr|crictl|trivy|cosign|dive|dockle|grype|syft|snyk|singularity|apptainer|\baz\b|gcloud|\bfly|pack|kaniko/;

/**
 * The images that the commands of a script name: as `possible`, since what a script does is known only when it runs. What is
 * pushed, tagged or only looked at has that purpose; a variable without a value leaves an image open only where it plainly is one.
 */
export function commandImages(script: Script): readonly CommandImage[] {
  return readScript(script, DEEPEST);
}

/**
 * What is left to report of the images of a file's scripts: what they build themselves is pulled from nowhere, and a variable is
 * told where a command uses it.
 */
export function pulledImages(
  images: readonly CommandImage[],
  alsoBuilt: readonly string[] = [],
): readonly FoundImage[] {
  const built = builtNames(images, alsoBuilt);
  const used = new Set(images.flatMap(({ found, assigned }) => (assigned ? [] : [found?.value])));
  return images.flatMap((image) => {
    const { found, assigned } = image;
    if (found === undefined || isBuilt(image, built)) return [];
    return assigned && used.has(found.value) ? [] : [found];
  });
}

function readScript(script: Script, depth: number): readonly CommandImage[] {
  const source = joinText(script.fragments);
  if (depth === 0 || !TELLING.test(source.text)) return [];
  const scope: Scope = { script, source, set: new Map(), lists: new Map(), folder: '', sourced: new Set() };
  const programOf = (word: ShellWord): string | undefined => programIn(scope, word);
  const images: CommandImage[] = [];
  for (const step of parseShell(source.text)) {
    if (step.kind === 'loop') {
      scope.set.set(step.name, itemsOf(scope, step.words));
      continue;
    }
    append(images, readAssignments(scope, step));
    scope.folder = folderAfter(scope, step.words);
    readSourced(scope, step.words);
    const builds: BuildCall[] = [];
    const onCall = (call: Call): void => {
      const build = buildOf(call);
      if (build !== undefined) builds.push(build);
    };
    for (const mentioned of mentionedImages(source.text, step.words, programOf, onCall))
      append(images, found(scope, mentioned));
    for (const build of builds) append(images, imagesOfBuildCall(scope, build));
    for (const manifest of step.heredocs.flatMap((body) => manifestImages(source.text, step, body)))
      append(images, found(scope, manifest));
    for (const fragments of innerScripts(scope, step))
      append(images, readScript({ ...script, fragments }, depth - 1));
  }
  return images;
}

const SHELL = /^(?:.*\/)?(?:ba|da|z|k|a)?sh$/;

/** The scripts that shells are given: `bash -c '…'`, `bash <<EOF`, `ssh host <<EOF`. */
function innerScripts(scope: Scope, { words, heredocs }: ShellCommand): readonly TextValue['fragments'][] {
  const { source } = scope;
  const literals = words.slice(0, 8).map((word) => literalOf(source.text, word) ?? '');
  const shell = literals.findIndex(
    (literal) => SHELL.test(literal) || literal === 'ssh' || literal === 'eval',
  );
  if (shell === -1) return [];
  const bodies = heredocs.map((body) => piecesAt(source, body));
  const flag = literals.findIndex((literal, index) => index > shell && /^-[a-z]*c$/.test(literal));
  const word = flag === -1 ? undefined : words[flag + 1];
  const [value] = word === undefined ? [] : valuesOf(scope, word);
  return value === undefined ? bodies : [...bodies, value.fragments];
}

function found(
  scope: Scope,
  { word, purpose, command, builds, unmistakable, within }: Mentioned,
): readonly CommandImage[] {
  const { script, source } = scope;
  const span = placeAt(
    source,
    { start: word.parts[0]?.start ?? word.start, end: word.parts.at(-1)?.end ?? word.end },
    script.file,
  );
  if (span === undefined || word.parts.length === 0) return [];
  const written = writtenName(source, word);
  const own = valuesOf(scope, word);
  const registry = within?.registry && valuesOf(scope, within.registry);
  const values = (within === undefined ? own : inAzureRegistry(own, registry)).filter((value) =>
    unmistakable === undefined
      ? isTold(value, purpose, written)
      : isKnown(value) && isImage(knownOf(value), unmistakable),
  );
  if (values.length === 0) return builds === true ? [{ found: undefined, written, builds }] : [];
  return imagesOf(values, script.file, span).map((image) => ({
    found: { ...image, path: pathIn(script, command), purpose, confidence: 'possible', reach: 'default' },
    written,
    builds: builds === true,
  }));
}

/** An option that is called an image may have one without a tag, and one without a registry. */
function isImage(text: string, unmistakable: 'alone' | 'named'): boolean {
  if (unmistakable === 'named' && ['host', 'path'].includes(gradeOf(text))) return true;
  return isUnmistakable(text);
}

const IMAGE_NAME = /image|img|container(?!_?(?:id|name))|repo|registry|docker|tag|version/i;

/** Whether a value is one to report: a reference, or what is left open and can be nothing else. */
function isTold(value: TextValue, purpose: FoundImage['purpose'], written: string): boolean {
  if (isKnown(value)) return isReference(knownOf(value));
  if (purpose !== 'pull' && purpose !== 'build') return false;
  const known = knownOf(value);
  return /[a-z0-9]/i.test(known) ? /^[\w.\-/:@]+$/.test(known) : IMAGE_NAME.test(written);
}
