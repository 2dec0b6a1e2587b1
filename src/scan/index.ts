/**
 * A directory scanned and judged: the walk, the sources and the rules put together. What it reads comes from host/;
 * what it decides comes from the pure layers.
 */
export { type ChartMemory, chartMemories } from './charts/chart-memory.ts';
export type { ChartOverlay } from './charts/chart-overlay.ts';
export type { ChartDeployment, ChartSettings, RenderedEdit } from './charts/types.ts';
export { entryProblems } from './entry-problems.ts';
export type { GivenText } from './given-text.ts';
export { type JudgeInput, type Judgement, judge } from './judge.ts';
export { findPluginFlags } from './plugin-flags.ts';
export { type Scan, type ScanOptions, scan } from './scan.ts';
export { unenabledPlugins } from './unenabled-plugins.ts';
