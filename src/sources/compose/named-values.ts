import { expandTemplate, knownText } from '../../formats/interpolation/index.ts';
import {
  fieldsOf,
  isNull,
  type PathSegment,
  type YamlAlias,
  type YamlField,
} from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import { itemsOf, mayRead } from './items.ts';
import { add, imageAt, plainText, type Reader, type Sighting, type Text, textAt, textOf } from './reader.ts';

/** `JOB_SIDECAR_IMAGE`, `BASEIMAGE`, `RUNNER_IMAGE_NAME`; `RUNTIME_IMAGES` lists some. */
const NAME = /(?:^|[A-Z0-9_])IMAGE(S)?(?:_(?:NAME|REF|REFERENCE|URI))?$/;

/** Images of machines, of disks and for the eye. */
const OTHER =
  /(?:^|_)(?:VM|OS|MACHINE|BOOT|DISK|ROOT|ROOTFS|LOGO|ICON|BACKGROUND|COVER|BANNER|PROFILE|HEADER)_?IMAGES?/;

/**
 * Images in variables of a container or in build arguments, by their names: a map, or a list of `NAME=value`. Nothing in Compose
 * pulls them; what runs in the container, or the build, does.
 */
export function readNamedValues(
  values: YamlField | undefined,
  path: readonly PathSegment[],
  via: YamlAlias | undefined,
  sighting: Sighting,
  reader: Reader,
): void {
  const through = via ?? values?.via;
  if (values?.value.kind === 'map') {
    if (through !== undefined && !mayRead(values.value.entries.length, through, reader)) return;
    for (const field of fieldsOf(values.value)) {
      const text = isNamed(field.key) ? textOf(field, through, reader) : undefined;
      if (text !== undefined)
        readValue({ text, name: field.key, from: 0 }, [...path, field.key], sighting, reader);
    }
  }
  for (const { index, value, via: own } of itemsOf(values, via, reader)) {
    const equals = value.kind === 'scalar' && !isNull(value) ? value.value.indexOf('=') : -1;
    if (value.kind !== 'scalar' || equals === -1) continue;
    const name = value.value.slice(0, equals);
    const text = isNamed(name) ? textAt(value, own, reader.source) : undefined;
    if (text !== undefined) readValue({ text, name, from: equals + 1 }, [...path, index], sighting, reader);
  }
}

function isNamed(name: string): boolean {
  return (NAME.test(name) && !OTHER.test(name)) || isImageKey(name);
}

interface NamedValue {
  readonly text: Text;
  readonly name: string;
  /** Where the value begins in the text. */
  readonly from: number;
}

function readValue(
  { text, name, from }: NamedValue,
  path: readonly PathSegment[],
  sighting: Sighting,
  reader: Reader,
): void {
  const whole = plainText(text, reader) ?? '';
  const isList = NAME.exec(name)?.[1] !== undefined;
  const parts = isList ? listed(whole, from) : [{ start: from, end: whole.length }];
  for (const part of parts) {
    const image = imageAt(text, reader, () => part);
    if (image === undefined) continue;
    const isKnown = image.unresolved === undefined && evidenceOf(image.value) === 'strong';
    if (!isKnown && !(image.unresolved !== undefined && isPartlyKnown(image.value))) continue;
    const confidence = image.value.includes('/') && !isList ? 'likely' : 'possible';
    add(image, path, { ...sighting, confidence }, reader);
  }
}

function listed(text: string, from: number): readonly Span[] {
  return [...text.slice(from).matchAll(/[^\s,;]+/g)].map(({ index, 0: word }) => ({
    start: from + index,
    end: from + index + word.length,
  }));
}

/** Whether more than variables stands in it: a variable that is only handed on is set elsewhere. */
function isPartlyKnown(text: string): boolean {
  const bare = expandTemplate({ text, placeOf: () => undefined }, () => undefined);
  const known = bare.ok ? bare.value.value.filter(({ kind }) => kind === 'text') : [];
  return /[a-z0-9]\//.test(knownText(known)) && !/[\s"'{}]/.test(knownText(known));
}
