import { imagesOfReading, pathOf, type Reading, readingOf, spanAt, textAt } from '../ci/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import type { Containers } from './containers.ts';
import { type CursorEntry, entriesOf, fieldOf } from './cursor.ts';
import type { Cursor } from './scope.ts';
import { isElsewhere, scopeOf, type Template, templateAt } from './templates.ts';

/** Reads a pipeline or a template from its root on. */
type Read = (root: Cursor, containers: Containers, reading: Reading) => void;

/**
 * The images that a template makes of what it is given here: of its parameters, of the variables around it. Each stands where its text
 * is written in this file, else at the template's name.
 */
export function readTemplate(
  call: Cursor,
  name: Cursor,
  containers: Containers,
  reading: Reading,
  read: Read,
): void {
  const written = textAt(name.spot);
  if (written === undefined) return;
  if (isElsewhere(written)) {
    reportElsewhere(written, name, reading);
    return;
  }
  const template = templateAt(written, call.scope.source, call.scope.templates);
  if (template === undefined) return;
  const parameters = fieldOf(call, 'parameters');
  const given =
    parameters === undefined ? [] : entriesOf(parameters).map((entry) => besides(entry, call.when));
  const inner = readingOf(template.source, reading.context);
  read(
    { spot: template.root, when: call.when, scope: scopeOf(template, given, call.scope) },
    containers,
    inner,
  );
  const { loaded } = call.scope.templates;
  for (const file of template.templates.loaded) loaded.add(file);
  for (const place of inner.answered) reading.answered.push(place);
  for (const image of imagesOfReading(inner)) {
    const here = atCall(image, template, name, given, reading);
    if (here !== undefined) reading.found.push(here);
  }
}

function reportElsewhere(value: string, { spot, when }: Cursor, reading: Reading): void {
  const reason = 'a template of another repository: what it pulls is seen when the pipeline runs';
  if (reading.found.some((image) => image.unresolved?.reason === reason && image.value === value)) return;
  reading.found.push({
    span: spanAt(spot),
    value,
    unresolved: { code: 'not-visible', reason },
    path: pathOf(spot),
    purpose: 'pull',
    confidence: 'possible',
    ...(when === undefined ? { reach: 'default' } : { reach: 'conditional', when }),
  });
}

function atCall(
  image: FoundImage,
  { source: { path: file }, templates }: Template,
  name: Cursor,
  given: readonly CursorEntry[],
  { source: { path: own } }: Reading,
): FoundImage | undefined {
  const { pieces = [], unresolved, ...rest } = image;
  if (unresolved !== undefined) return undefined;
  const isOwn = (piece: Piece): boolean => piece.file === undefined || templates.loaded.has(piece.file);
  if (pieces.every(isOwn)) return undefined;
  const moved = pieces.map(
    ({ file: at = file, ...piece }): Piece => (at === own ? piece : { ...piece, file: at }),
  );
  const here = moved.find((piece) => piece.file === undefined);
  const argument = argumentOf(image, given, here);
  const within = here !== undefined && (argument === undefined || isWithin(here, argument));
  const isPart = moved.length > 1 && argument?.value.spot.node.kind === 'scalar';
  const span = within && !isPart ? here.span : spanAt((argument?.value ?? name).spot);
  const [only] = moved;
  const whole = moved.length === 1 && only?.role === 'reference' && here === only && within;
  return {
    ...rest,
    span,
    ...(whole ? {} : { pieces: moved }),
    path: pathOf(argument?.value.spot ?? name.spot),
    origin: [...new Set([`${file} ${image.path}`, ...(image.origin ?? [])])],
    answers: { file, span: image.span },
  };
}

/** What is given here that an image came by, or is made of. */
function argumentOf(
  { origin = [] }: FoundImage,
  given: readonly CursorEntry[],
  here: Piece | undefined,
): CursorEntry | undefined {
  const within = given.find((entry) => here !== undefined && isWithin(here, entry));
  return within ?? given.find(({ key }) => origin.includes(`parameters.${key}`));
}

function isWithin({ span }: Piece, { value: { spot } }: CursorEntry): boolean {
  return spot.node.span.start <= span.start && span.end <= spot.node.span.end;
}

/** An entry without the condition that the call has anyhow. */
function besides({ key, value }: CursorEntry, when: string | undefined): CursorEntry {
  if (when === undefined || value.when === undefined) return { key, value };
  const rest = value.when === when ? undefined : value.when.replace(`${when} and `, '');
  return { key, value: { ...value, when: rest } };
}
