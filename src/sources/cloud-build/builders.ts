import { type Fragment, madeFragment } from '../../text/index.ts';
import {
  addCommands,
  fieldAt,
  itemsAt,
  type Language,
  pathOf,
  type Reading,
  reportImage,
  reportScript,
  type Spot,
  scriptFragments,
  textAt,
} from '../ci/index.ts';

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** What the arguments of a step name: a script for a shell, or the words of one command. */
export function readBuilder(step: Spot, language: Language, reading: Reading): void {
  const list = fieldAt(step, 'args');
  if (list === undefined) return;
  const args = itemsAt(list);
  const entrypoint = textAt(fieldAt(step, 'entrypoint'));
  if (SHELL.test(entrypoint ?? '')) {
    const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(textAt(arg) ?? ''));
    if (flag !== -1) reportScript(reading, args[flag + 1], { language });
    return;
  }
  if (/(?:^|\/)gke-deploy(?:$|[:@])/.test(textAt(fieldAt(step, 'name')) ?? '')) {
    for (const arg of args) readDeployed(arg, language, reading);
    return;
  }
  const program = entrypoint ?? programOf(textAt(fieldAt(step, 'name')) ?? '');
  if (program === undefined) return;
  const words = textAt(list) === undefined ? args : [list];
  const fragments: Fragment[] = [madeFragment(program)];
  for (const word of words) fragments.push(madeFragment(' '), ...quoted(word, language, reading));
  addCommands(reading, fragments, pathOf(list), {});
}

/** `gke-deploy run --image=…` puts the image into manifests. */
function readDeployed(arg: Spot, language: Language, reading: Reading): void {
  const flag = /^--?image=/.exec(textAt(arg) ?? '');
  if (flag !== null) reportImage(reading, arg, language, { scheme: flag[0], confidence: 'likely' });
}

/** An argument as the word of a command: no shell sees it. */
function quoted(word: Spot, language: Language, reading: Reading): readonly Fragment[] {
  const text = textAt(word) ?? '';
  if (text.includes("'")) return [madeFragment('_')];
  return [madeFragment("'"), ...scriptFragments(reading.source, word, language), madeFragment("'")];
}

/** What a builder runs: `gcr.io/cloud-builders/docker` runs `docker`. */
function programOf(image: string): string | undefined {
  const [name = ''] = image.slice(image.lastIndexOf('/') + 1).split(/[:@]/);
  if (name === 'cloud-sdk' || name === 'google-cloud-cli') return undefined;
  return /^[\w-]+$/.test(name) ? name : undefined;
}
