export { formatPath } from './format-path.ts';
export { maskTemplates, TEMPLATE_FILLER } from './mask.ts';
export {
  at,
  field,
  fieldsOf,
  type PathSegment,
  REMEMBERED_SIZE,
  resolve,
  scalarText,
  type YamlValue,
} from './navigate.ts';
export { parseCertainYaml, parseYaml, parseYamlText } from './parse.ts';
export { isNull, isStringScalar, type ScalarType, scalarType } from './scalar-type.ts';
export type {
  ScalarStyle,
  YamlAlias,
  YamlDocument,
  YamlField,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlProblem,
  YamlScalar,
  YamlSeq,
  YamlStream,
} from './types.ts';
export { fragmentsOfScalar, offsetInSource, spanInSource } from './value-offset.ts';
export { type WalkOptions, walkTree, type YamlVisit } from './walk.ts';
