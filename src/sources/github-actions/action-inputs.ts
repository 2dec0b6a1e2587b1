import { append } from '../../append.ts';
import { fieldsOf, type YamlField, type YamlValue } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/index.ts';
import type { Report } from '../ci/index.ts';
import { isImageKey, isImageListKey } from '../image-key.ts';
import { type JoinedText, joinText, piecesAt, placeAt } from '../joined-text.ts';
import { gradeOf } from '../reference-grade.ts';
import { isKnown, knownOf, type TextValue, writtenOf } from '../text-values.ts';
import { placeOf } from '../yaml-text.ts';
import { imagesInJson } from './json-texts.ts';
import { type ActionInput, knownInputs } from './known-actions.ts';
import { reportTexts, type Told, textsOf } from './report.ts';
import type { Scope } from './scope.ts';

/**
 * The images among the inputs of an action or of a reusable workflow: of those that are known what they are known for, of
 * others what is called an image and is written like one, as `possible`.
 */
export function reportInputs(
  report: Report,
  scope: Scope,
  given: YamlValue,
  uses: string,
  path: string,
): void {
  if (given.kind !== 'map') return;
  const known = knownInputs(uses);
  for (const input of fieldsOf(given)) {
    const at = `${path}.${input.key}`;
    const form = known?.[input.key];
    if (form !== undefined) reportInput(report, scope, input, form, at);
    else if (known === undefined) reportGuessed(report, scope, input, at);
  }
}

function reportGuessed(report: Report, scope: Scope, { key, value, via }: YamlField, path: string): void {
  if (value.kind !== 'scalar') return;
  const named = isImageKey(key);
  if (!named && !/^\s*[[{]/.test(value.value)) return;
  const texts = textsOf(scope, { value, ...(via === undefined ? {} : { via }) });
  const told = { path, confidence: 'possible' } as const;
  const at = placeOf({ scalar: value, via });
  const whole = texts.filter((text) => {
    const grade = named && isKnown(text) ? gradeOf(knownOf(text)) : 'none';
    return grade === 'full' || grade === 'path' || grade === 'tagged';
  });
  reportTexts(report, scope, whole, at, told);
  reportListed(report, scope, { key, texts }, at, told);
}

/** The images in JSON, each where it stands. */
export function reportListed(
  report: Report,
  scope: Scope,
  { key, texts }: { readonly key: string; readonly texts: readonly TextValue[] },
  at: Span,
  told: Told,
): void {
  const named = /^containers?$/i.test(key) || isImageKey(key) || isImageListKey(key.toLowerCase());
  for (const text of texts) {
    for (const image of imagesInJson(text, named)) {
      const [only] = image.fragments;
      const own = only?.kind === 'text' && only.place?.file === scope.source.path ? only.place.span : at;
      reportTexts(report, scope, [image], own, told);
    }
  }
}

function reportInput(
  report: Report,
  scope: Scope,
  { value, via }: YamlField,
  { form, purpose, confidence, builds }: ActionInput,
  path: string,
): void {
  if (value.kind !== 'scalar') return;
  const whole = placeOf({ scalar: value, via });
  for (const text of textsOf(scope, { value, ...(via === undefined ? {} : { via }) })) {
    for (const part of partsOf(text, form)) {
      if (!isKnown(part.text) && !tellsUnknown(part.text, form, purpose)) {
        if (builds === true)
          report.images.push({ found: undefined, written: writtenOf(part.text.fragments), builds });
        continue;
      }
      // `off`, and names of what a script makes.
      if (isKnown(part.text) && /^(?:off|false|none|auto)$/.test(knownOf(part.text))) continue;
      const at = placeAt(part.source, part, scope.source.path) ?? whole;
      reportTexts(report, scope, [part.text], at, {
        path,
        purpose,
        confidence,
        ...(builds === undefined ? {} : { builds }),
      });
    }
  }
}

/** What is pushed is no question, and a cache need not be an image. */
function tellsUnknown(text: TextValue, form: ActionInput['form'], purpose: ActionInput['purpose']): boolean {
  return purpose !== 'push' && (form !== 'cache' || knownOf(text) !== '');
}

interface Part {
  readonly source: JoinedText;
  readonly start: number;
  readonly end: number;
  readonly text: TextValue;
}

/** The stretches of an input that are images. */
function partsOf(value: TextValue, form: ActionInput['form']): readonly Part[] {
  const source = joinText(value.fragments);
  const part = (start: number, end: number): Part => {
    const fragments = piecesAt(source, { start, end });
    const literal = fragments.every(
      (fragment) => fragment.kind === 'text' && fragment.use === fragment.place,
    );
    return { source, start, end, text: { fragments, origin: literal ? [] : value.origin } };
  };
  if (form === 'image') return trimmed(source.text, 0, source.text.length, part);
  const parts: Part[] = [];
  const separator = form === 'list' || form === 'driver' ? /[\n,]/ : /\n/;
  let at = 0;
  for (const line of source.text.split(separator)) {
    const [start, end] = imageIn(line, form);
    if (start < end) append(parts, trimmed(source.text, at + start, at + end, part));
    at += line.length + 1;
  }
  return parts;
}

function trimmed(
  text: string,
  start: number,
  end: number,
  part: (start: number, end: number) => Part,
): readonly Part[] {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  return from === to ? [] : [part(from, to)];
}

const nothing: readonly [number, number] = [0, 0];

/** Where the image stands in one line. */
function imageIn(line: string, form: ActionInput['form']): readonly [start: number, end: number] {
  if (/^\s*#/.test(line)) return nothing;
  if (form === 'list') return /^\s*[\w-]+=/.test(line) ? nothing : [0, line.length];
  if (form === 'names') return /^[^,]*=/.test(line) ? behind(line, /(?<=^\s*|,)name=/) : [0, line.length];
  if (form === 'contexts') return behind(line, /=docker-image:\/\//);
  if (form === 'driver') return behind(line, /^\s*image=/);
  if (!line.includes('=')) return [0, line.length];
  return /type=registry/.test(line) ? behind(line, /(?<=^|[\s,])ref=/) : nothing;
}

function behind(line: string, pattern: RegExp): readonly [start: number, end: number] {
  const match = pattern.exec(line);
  if (match === null) return nothing;
  const start = match.index + match[0].length;
  const comma = line.indexOf(',', start);
  return [start, comma === -1 ? line.length : comma];
}
