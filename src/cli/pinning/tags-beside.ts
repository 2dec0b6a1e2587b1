import { type FieldBeside, fieldsBeside, tagBeside } from '../../pin/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { SourceText } from '../../text/index.ts';

/** The tag that stands beside a digest in the values of a chart; each file is read once. */
export function tagsBeside(
  textOf: (file: string) => SourceText | undefined,
): (use: ImageUse) => string | undefined {
  const fields = new Map<string, FieldBeside | undefined>();
  return (use) => {
    const digest = use.pieces?.find(({ role }) => role === 'digest');
    if (digest === undefined) return undefined;
    const file = digest.file ?? use.file;
    if (!/\.(?:ya?ml|json)$/i.test(file)) return undefined;
    if (!fields.has(file)) {
      const source = textOf(file);
      fields.set(file, source && fieldsBeside(source));
    }
    const beside = fields.get(file);
    return beside && tagBeside(use, beside);
  };
}
