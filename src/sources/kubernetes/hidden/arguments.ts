import {
  isStringScalar,
  resolve,
  type YamlAlias,
  type YamlField,
  type YamlValue,
} from '../../../formats/yaml/index.ts';
import type { Purpose } from '../../image-use.ts';
import type { YamlText } from '../../yaml-text.ts';
import type { ObjectReader } from '../object-reader.ts';
import { below, type Place } from '../place.ts';
import { partOf } from './part.ts';
import { reportWords, type Word } from './report-words.ts';

/** The command line of a container that is no item of a list, as in Argo Workflows, or of a step. */
export function isArguments({ key, value }: YamlField): boolean {
  return (key === 'args' || key === 'command') && value.kind === 'seq';
}

interface Argument {
  readonly text: YamlText;
  readonly place: Place;
}

/**
 * The images in the `args` or the `command` of a container: `--name=reference`, `--name` and the reference behind it,
 * `name=reference`, a reference alone, and what a shell is told to do in one argument.
 */
export function reportArguments(
  list: YamlValue,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  if (list.kind !== 'seq' || (via !== undefined && !reader.budget.mayEnter(via, list, place.depth))) return;
  const args: Argument[] = [];
  let telling = false;
  for (const [index, item] of list.items.entries()) {
    const scalar = resolve(item);
    if (scalar.kind !== 'scalar' || !isStringScalar(scalar)) continue;
    telling ||= mayTell(scalar.value);
    const through = via ?? (item.kind === 'alias' ? item : undefined);
    args.push({ text: { scalar, via: through }, place: below(place, index) });
  }
  if (!telling) return;
  const words: Word[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) continue;
    if (/^[[{]|\s/.test(arg.text.scalar.value.trim())) {
      reader.readWithin(arg.text, arg.place, reader);
      continue;
    }
    const next = args[index + 1];
    const word = wordOf(arg, next, reader);
    if (word.text === next?.text) index++;
    words.push(word);
  }
  reportWords(words, copying(words, reader));
}

/** No argument without a colon, an at sign or a slash names an image for sure, nor one without the word a single one. */
function mayTell(value: string): boolean {
  return value.includes('/') || value.includes(':') || value.includes('mage');
}

const FLAG = /^--?[A-Za-z]/;

function wordOf(arg: Argument, next: Argument | undefined, reader: ObjectReader): Word {
  const { value } = arg.text.scalar;
  const equals = value.indexOf('=');
  if (equals !== -1) {
    const name = value.slice(0, equals).replace(/^-+/, '');
    return { name, text: partOf(reader.text, arg.text, equals + 1, value.length), place: arg.place };
  }
  if (!FLAG.test(value)) return { name: '', ...arg };
  const takesNext = next !== undefined && !/^-|\s/.test(next.text.scalar.value);
  if (!takesNext) return { name: value, text: none, place: arg.place };
  return { name: value.replace(/^-+/, ''), ...next };
}

const none: YamlText = {
  scalar: {
    kind: 'scalar',
    value: '',
    style: 'double',
    span: { start: 0, end: 0 },
    content: { start: 0, end: 0 },
  },
  via: undefined,
};

/** `skopeo copy` and `crane copy` pull the first reference and push to the second, `push` pushes. */
function copying(words: readonly Word[], reader: ObjectReader): ObjectReader {
  const verb = words.find(({ name, text }) => name === '' && /^(?:copy|cp|push)$/.test(text.scalar.value));
  if (verb === undefined) return reader;
  let pulls = verb.text.scalar.value === 'push' ? 0 : 1;
  return {
    ...reader,
    report: (place, sighting) => {
      const purpose: Purpose = pulls > 0 ? (sighting.purpose ?? 'pull') : 'push';
      pulls--;
      reader.report(place, { ...sighting, purpose });
    },
  };
}
