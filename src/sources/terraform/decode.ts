import { failure, type Value } from '../../formats/hcl/index.ts';
import { embeddedYaml, valueOfYaml } from '../evaluated/index.ts';

/** What a text says as YAML, or as JSON: what is not known of the text is not known of its values. */
export function decoded(value: Value | undefined): Value {
  if (value === undefined || value.kind === 'unknown') return value ?? failure('an argument is missing');
  const embedded = embeddedYaml(value);
  const root = embedded?.stream.documents[0]?.root;
  if (embedded === undefined || root === undefined) return failure('it is no YAML');
  return valueOfYaml(root, embedded);
}
