import { fieldAt, pathOf, type Reading, type Spot, spanAt, textAt } from '../ci/index.ts';
import type { Piece, Purpose, UnresolvedReason } from '../image-use.ts';
import { unresolvedText } from '../unresolved-text.ts';

const TYPES: ReadonlySet<string> = new Set(['registry-image', 'docker-image']);

/** The parts of an image in `source`, and what stands before each in a reference. */
const parts = [
  ['repository', 'repository', ''],
  ['tag', 'tag', ':'],
  ['digest', 'digest', '@'],
] as const;

const VARIABLE = /\(\(\s*([^()]+?)\s*\)\)/;

/** The image of a resource, by its type; whether it is one. */
export function readImageResource(resource: Spot, purpose: Purpose, reading: Reading): boolean {
  if (!TYPES.has(textAt(fieldAt(resource, 'type')) ?? '')) return false;
  const source = fieldAt(resource, 'source');
  const repository = fieldAt(source, 'repository');
  if (source === undefined || repository === undefined || textAt(repository) === undefined) return true;
  const pieces: Piece[] = [];
  let value = '';
  for (const [key, role, mark] of parts) {
    const part = fieldAt(source, key);
    const text = textAt(part);
    if (part?.node.kind !== 'scalar' || text === undefined || text === '') continue;
    value += mark + text;
    pieces.push({ role, value: text, span: part.node.content });
  }
  const unresolved = unknownIn(value, source);
  reading.found.push({
    span: spanAt(repository),
    value,
    ...(pieces.length === 1 && repository.via === undefined ? {} : { pieces }),
    ...(unresolved === undefined ? {} : { unresolved }),
    path: pathOf(repository),
    purpose,
    confidence: 'certain',
    // A resource may be put with any tag.
    ...(purpose === 'push' && pieces.length === 1 ? { inheritsTag: true } : {}),
    reach: 'default',
  });
  return true;
}

function unknownIn(value: string, source: Spot): UnresolvedReason | undefined {
  const variable = VARIABLE.exec(value)?.[1];
  if (variable !== undefined)
    return { code: 'variable', reason: `variable ${variable} is given when the pipeline is set` };
  // With a region of Amazon's the repository stands in a registry of the account.
  if (fieldAt(source, 'aws_region') !== undefined && !value.includes('.dkr.ecr.'))
    return { code: 'not-visible', reason: 'the registry is that of an account of Amazon' };
  return unresolvedText(value);
}
