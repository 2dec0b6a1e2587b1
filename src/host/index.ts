export { pathFrom } from './directory.ts';
export { type NeighbourText, readBelow, readBeside, readFolder } from './files-beside.ts';
export { type FoundConfig, findConfig } from './find-config.ts';
export { findProgram, isProgram } from './find-program.ts';
export { ownDirectory, remotesOf, repositoryRoot } from './git.ts';
export { gunzip } from './gunzip.ts';
export { type ChartAddition, type HelmOutput, type HelmProgram, helmProgram } from './helm-program.ts';
export { isInside } from './inside.ts';
export { globMatcher, pathFilter } from './path-filter.ts';
export { createProgress, type Progress, type ProgressStream } from './progress.ts';
export {
  decodeContent,
  defaultMaxBytes,
  type EditedContent,
  type FileText,
  hintPattern,
  type ReadOptions,
  type ReadResult,
  readContent,
  readText,
  type TextEncoding,
} from './read.ts';
export { type SecondThread, sendToStarter, startThread, threadData } from './second-thread.ts';
export type { SkipCode, Skipped } from './skipped.ts';
export { type StartError, walkStarts } from './starts.ts';
export { statusAt } from './status.ts';
export { describeSystemError } from './system-error.ts';
export {
  type ColorChoice,
  type ColorContext,
  createStyles,
  type EnvironmentVariables,
  type Styles,
  terminalWidth,
  usesColor,
} from './terminal.ts';
export { type TreeFile, treeFiles } from './tree.ts';
export {
  type SkippedPath,
  type WalkEntry,
  type WalkedFile,
  type WalkOptions,
  type WalkStart,
  walk,
} from './walk.ts';
export {
  changeText,
  encodeText,
  type NewFile,
  type Replacement,
  replaceText,
  type TextChange,
  type WriteError,
  writeText,
} from './write.ts';
