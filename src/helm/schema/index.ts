/** values.schema.json: what a chart asks of its values. */
export { enumerationsOf } from './enumerations.ts';
export { type CompiledSchemas, type SchemaProblem, validateValues } from './validate-values.ts';
