import { evaluate } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction } from '../source.ts';
import { GIVEN, moduleOf, moduleScope, parsed } from './module.ts';
import { plainImages } from './module-images.ts';

/**
 * The images in a file of variables that somebody names with `-var-file`: which module it is for is not told, so that names and
 * shapes say what is one. Files that Terraform takes by itself are read with their module.
 */
export function variableImages(source: SourceText): Extraction {
  if (GIVEN.test(source.path)) return { found: [], problems: [] };
  const { body, problems } = parsed(source);
  const scope = moduleScope(moduleOf([source]), source.path);
  const entries = new Map(body.attributes.map(({ name, value }) => [name, evaluate(value, scope)]));
  const resource = {
    type: 'variables',
    name: '',
    address: '',
    reach: 'default' as const,
    body,
    scope,
    source,
    found: [],
    problems: [],
  };
  return {
    found: plainImages(resource, entries).map((image) => ({
      ...image,
      reach: 'conditional',
      when: `-var-file=${source.path}`,
    })),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}
