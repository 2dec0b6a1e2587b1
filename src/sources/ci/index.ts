/**
 * What the sources of CI systems share: nodes with the way to them, texts with expressions and the values that these can have,
 * scripts, and how all of it is reported.
 */
export {
  type Choice,
  conditions,
  type ExpressionPlace,
  expand,
  imageOf,
  type Language,
  literal,
  missing,
  type Placeholder,
  partOf,
  through,
  type WrittenText,
} from './choices.ts';
export { readContainers } from './containers.ts';
export { newReport, type Report, reportOnce, type Written } from './images-once.ts';
export { readDocuments } from './read.ts';
export {
  imagesOfReading,
  type Reading,
  type ReportOptions,
  readingOf,
  reportChoices,
  reportImage,
  reportNamed,
} from './report.ts';
export { addCommands, environmentOf, fragmentsAt, reportScript, scriptFragments } from './script.ts';
export {
  below,
  entriesAt,
  fieldAt,
  itemsAt,
  pathOf,
  type Spot,
  spanAt,
  spotOfRoot,
  textAt,
  writtenAt,
} from './spot.ts';
