import { field, fieldsOf, type PathSegment } from '../../formats/yaml/index.ts';
import { mayRead } from './items.ts';
import type { Project } from './project.ts';
import { add, imageAt, type Reader, type Sighting, type Text, textOf } from './reader.ts';

/** Hugging Face serves these to Docker Model Runner by names that are no references. */
const HUGGING_FACE = /^(?:hf\.co|huggingface\.co)\//i;

/** Top-level `models`: artefacts in registries (compose-spec, models). */
export function readModels({ fields }: Project, reader: Reader): void {
  const models = fields.get('models');
  if (models?.value.kind !== 'map') return;
  for (const { key, value, via } of fieldsOf(models.value)) {
    const through = models.via ?? via;
    if (through !== undefined && !mayRead(1, through, reader)) return;
    const model = textOf(field(value, 'model'), through, reader);
    readModel(model, ['models', key, 'model'], { purpose: 'pull', reach: 'default' }, reader);
  }
}

export function readModel(
  text: Text | undefined,
  path: readonly PathSegment[],
  sighting: Sighting,
  reader: Reader,
): void {
  const model = text === undefined ? undefined : imageAt(text, reader);
  if (model === undefined) return;
  if (!HUGGING_FACE.test(model.value)) {
    add(model, path, sighting, reader);
    return;
  }
  const unresolved = {
    code: 'not-visible',
    reason: 'Hugging Face serves this model, and no registry',
  } as const;
  add(
    { span: model.span, value: model.value, unresolved },
    path,
    { ...sighting, purpose: 'mention' },
    reader,
  );
}
