import {
  maskTemplates,
  parseCertainYaml,
  parseYamlText,
  TEMPLATE_FILLER,
  type YamlNode,
  type YamlScalar,
  type YamlStream,
} from '../../../formats/yaml/index.ts';
import type { SourceText, Span } from '../../../text/index.ts';
import type { Confidence, Piece } from '../../image-use.ts';
import { gradeOf } from '../../reference-grade.ts';
import { unmasked } from '../../templated.ts';
import { referenceAt, type YamlText } from '../../yaml-text.ts';
import type { ObjectReader, Sighting } from '../object-reader.ts';
import { below, type Place, within } from '../place.ts';
import { withGlobalHub } from './istio.ts';
import { partOf, spanWithin } from './part.ts';
import { scriptImages } from './script.ts';

/** Reads the documents of a text: Kubernetes objects as such, anything else by the names of its fields. */
export type ReadStream = (stream: YamlStream, reader: ObjectReader) => void;

/** A ConfigMap with the manifest of a ConfigMap with a template is as deep as files get. */
const DEEPEST = 4;

/** Whether a scalar holds a text to be read by itself: several lines, or a map or list in JSON. */
export function isText({ style, value }: YamlScalar): boolean {
  if (style === 'plain') return false;
  const first = value.charCodeAt(0);
  return first === 0x7b || first === 0x5b || value.includes('\n');
}

/** A field that can hold an image; `image=""` of PromQL, which fills dashboards, is none. */
const DOCUMENT = /(?:image[\w-]{0,40}|repository)["'\\]{0,4}[ \t]{0,8}:/i;

const SCRIPT =
  /\b(?:docker|podman|nerdctl|crictl|buildah|skopeo|crane)\s+[a-z]|image[\w.-]{0,40}(?:=|[ \t]{0,8}:)|docker:\/\/|-image\s|<image>/i;

/** A text whose first line that says something is one of YAML or JSON. */
const STRUCTURED =
  /^(?:\s|#(?!!)[^\n]*\n|---[^\n]*\n|\ue000|\{\{[^\n]*\}\}[ \t]*\n)*(?:[[{]|- |["']?[\w./$-]+["']?[ \t]*:(?:\s|$))/;

/** Fills in for `readWithin` of a reader. */
export function readEmbedded(
  text: YamlText,
  place: Place,
  outer: ObjectReader,
  readStream: ReadStream,
): void {
  const { scalar } = text;
  const { value } = scalar;
  if (outer.text.depth >= DEEPEST || outer.text.read.has(scalar)) return;
  const structured = DOCUMENT.test(value) && STRUCTURED.test(value);
  if (!structured && !SCRIPT.test(value)) return;
  outer.text.read.add(scalar);
  if (!(structured && readDocuments(text, place, outer, readStream))) readScript(text, place, outer);
}

/** False where the text is no map and no list. */
function readDocuments(text: YamlText, place: Place, outer: ObjectReader, readStream: ReadStream): boolean {
  const { value } = text.scalar;
  const templated = value.includes('{{') || value.includes(TEMPLATE_FILLER);
  const stream = templated ? parseTemplate(value) : parseYamlText(value);
  if (!stream.documents.some(({ root }) => isCollection(root))) return false;
  const source: SourceText = { path: '', text: value, bom: false };
  const inner = readerWithin(text, place, outer, { ...source, text: stream.text ?? value });
  readStream(stream, templated ? putBack(inner, source) : withGlobalHub(stream, inner));
  return true;
}

function isCollection(root: YamlNode | undefined): boolean {
  return root?.kind === 'map' || (root?.kind === 'seq' && root.items.some(({ kind }) => kind === 'map'));
}

const BARE_FILLERS = new RegExp(`^([ \\t]*)(${TEMPLATE_FILLER}+)(?=[ \\t]*$)`, 'gm');

/**
 * A text with actions as it stands, where it is certain YAML, else with them masked. Where the file itself is a template
 * they are filled already: a line of nothing else says nothing here.
 */
function parseTemplate(value: string): YamlStream {
  const plain = parseCertainYaml(value);
  if (plain !== undefined && !value.includes(TEMPLATE_FILLER)) return plain;
  return parseYamlText(maskTemplates(value).replace(BARE_FILLERS, (line) => ' '.repeat(line.length)));
}

/** What is found in a text that stands in a field, told as a find at the field. */
function readerWithin(text: YamlText, place: Place, outer: ObjectReader, source: SourceText): ObjectReader {
  const { via } = text;
  const moved = (span: Span): Span => spanWithin(outer.text, text.scalar, span) ?? text.scalar.content;
  const { charts: _, ...rules } = outer;
  return {
    ...rules,
    text: { source, depth: outer.text.depth + 1, read: outer.text.read },
    budget: {
      ...outer.budget,
      mayEnter: (alias, node, depth) =>
        outer.budget.mayEnter({ ...alias, span: moved(alias.span) }, node, depth),
    },
    report: (inner, sighting) => {
      const { pieces, span, value, unresolved } = sighting;
      const confidence = confidenceWithin(sighting);
      if (confidence === 'possible' && unresolved === undefined && gradeOf(value) === 'none') return;
      const written: readonly Piece[] | undefined =
        via === undefined ? pieces : (pieces ?? [{ role: 'reference', value, span }]);
      const exact = written?.map((piece) => ({
        piece,
        span: spanWithin(outer.text, text.scalar, piece.span),
      }));
      const known = exact?.flatMap((at) => (at.span === undefined ? [] : [{ ...at.piece, span: at.span }]));
      const { pieces: __, ...rest } = sighting;
      outer.report(within(place, inner), {
        ...rest,
        span: via?.span ?? moved(span),
        confidence,
        ...(known === undefined || known.length !== written?.length ? {} : { pieces: known }),
      });
    },
  };
}

/**
 * A text is only handed on, and what comes of it is its receiver's: nothing in it is certain, and a word with a tag under
 * an image's name is as often a stream's or a product's.
 */
function confidenceWithin({ confidence, value, unresolved }: Sighting): Confidence {
  if (confidence === 'certain') return 'likely';
  return unresolved === undefined && gradeOf(value) === 'tagged' ? 'possible' : confidence;
}

/** Puts the actions of a template back into what is told of it. */
function putBack(inner: ObjectReader, source: SourceText): ObjectReader {
  return {
    ...inner,
    report: (place, sighting) => {
      const whole = unmasked(sighting, source);
      // Whoever fills in the template decides.
      inner.report(place, whole.unresolved === undefined ? whole : { ...whole, confidence: 'possible' });
    },
  };
}

const PROPERTY = /^[ \t]*(?:$|[#!;[]|[\w."/-]{1,200}[ \t]*[=:])/;

function isProperties(text: string): boolean {
  return !text.startsWith('#!') && text.split('\n').every((line) => PROPERTY.test(line));
}

/** Properties say what they are; in a script a reference is what it looks like. */
function readScript(text: YamlText, place: Place, reader: ObjectReader): void {
  const { value } = text.scalar;
  const declares = isProperties(value);
  for (const { start, end, purpose, name } of scriptImages(value)) {
    const at = name === undefined ? place : within(place, below(undefined, name));
    const part = partOf(reader.text, text, start, end);
    const likely = declares && name !== undefined && gradeOf(part.scalar.value) !== 'none';
    reader.report(at, { ...referenceAt(part), confidence: likely ? 'likely' : 'possible', purpose });
  }
}
