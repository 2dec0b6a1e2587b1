import type { Program } from '../../regexp/index.ts';

/** What JSON.parse gives. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Of JSON Schema, by the year or the number of its draft. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** The part of a document that an `$id` names, or the whole of it. */
export interface Resource {
  /** Without a fragment. */
  readonly id: string;
  readonly draft: Draft;
  readonly root: Json;
  readonly anchors: Map<string, JsonObject>;
  readonly dynamicAnchors: Map<string, JsonObject>;
}

/** A schema with its references resolved and its expressions compiled. What its draft does not know is left out. */
export interface Schema {
  readonly draft: Draft;
  /** False lets nothing pass. */
  always?: boolean;
  types?: readonly string[];
  const?: Json;
  enum?: readonly Json[];
  format?: string;
  ref?: Schema;
  recursiveRef?: Schema;
  /** Its resource has a `$recursiveAnchor`. */
  recursive?: true;
  dynamicRef?: { readonly schema: Schema; readonly anchor: string | undefined };
  dynamicAnchor?: string;
  /** Of the resource that the schema is in. */
  dynamicAnchors?: ReadonlyMap<string, Schema>;
  minProperties?: number;
  maxProperties?: number;
  required?: readonly string[];
  properties?: ReadonlyMap<string, Schema>;
  patternProperties?: readonly (readonly [Pattern, Schema])[];
  additionalProperties?: Schema;
  propertyNames?: Schema;
  dependentSchemas?: readonly (readonly [string, Schema])[];
  dependentRequired?: readonly (readonly [string, readonly string[]])[];
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  /** Of the first items, one each. */
  prefixItems?: readonly Schema[];
  /** Of those behind them. */
  items?: Schema;
  /** `additionalItems`, whose being wrong is told in other words. */
  itemsAreAdditional?: boolean;
  contains?: Schema;
  minContains?: number;
  maxContains?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: Pattern;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  not?: Schema;
  allOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
  unevaluatedProperties?: Schema;
  unevaluatedItems?: Schema;
}

export interface Pattern {
  readonly source: string;
  readonly program: Program;
}

/** A schema that values can be held against. */
export interface CompiledSchema {
  readonly root: Schema;
  /** Whether it asks for what no other keyword has looked at, which costs memory. */
  readonly tracks: boolean;
  /** Schemas of other places, in the order in which they are met: anything is taken to do for them. */
  readonly remote: readonly string[];
}

/** What the readers of keywords ask of the compiler. */
export interface Compiler {
  readonly schema: (json: Json) => Schema;
  readonly reference: (reference: string) => { readonly schema: Schema; readonly anchor: string | undefined };
  readonly pattern: (source: string) => Pattern;
}

/** Thrown within this folder where a schema cannot be used, and made a value at its door. */
export class SchemaFailure extends Error {
  override readonly name = 'SchemaFailure';
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property: `constructor` is a key like any other. */
export function property(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
