import { err, ok, type Result } from '../../result.ts';
import type { ArmError } from './answer.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** `properties` of a request's body; a body without any has none set. */
export function propertiesOf(body: unknown): Result<Fields, ArmError> {
  const fields = fieldsOf(body);
  if (fields === undefined) return err(invalidContent('the body is no JSON object'));
  if (fields.properties === undefined || fields.properties === null) return ok({});
  const properties = fieldsOf(fields.properties);
  return properties === undefined ? err(invalidContent('properties is no object')) : ok(properties);
}

/** A text of a body; undefined where there is none, null where it says null. */
export function optionalText(fields: Fields, name: string): Result<string | null | undefined, ArmError> {
  const value = fields[name];
  if (value === undefined || value === null || typeof value === 'string') return ok(value);
  return err(invalidContent(`${name} is no text`));
}

export function invalidContent(why: string): ArmError {
  return {
    status: 400,
    code: 'InvalidRequestContent',
    message: `The request content was invalid and could not be deserialized: '${why}'.`,
  };
}

export function invalidParameter(message: string): ArmError {
  return { status: 400, code: 'InvalidParameter', message };
}
