/**
 * A directory scanned and judged: the walk, the sources and the rules put together. What it reads comes from host/;
 * what it decides comes from the pure layers.
 */
export { type ChartMemory, chartMemories } from './charts/chart-memory.ts';
export { fewestForThreads } from './charts/deal-units.ts';
export type { Installation } from './charts/installations.ts';
export type { ChartOverlay } from './charts/plan-opened.ts';
export type { PlanRelease, ReleaseOverlay } from './charts/release-overlay.ts';
export type { ChartDeployment, ChartSettings, RenderedEdit } from './charts/types.ts';
export { entryProblems } from './entry-problems.ts';
export type { GivenText } from './given-text.ts';
export { withIdleEntries } from './idle-entries.ts';
export { type JudgeInput, type Judgement, judge } from './judge.ts';
export { judgedPlaces } from './judged-places.ts';
export type { ScanOptions } from './options.ts';
export { findPluginFlags } from './plugin-flags.ts';
export { type Scan, scan } from './scan.ts';
export { unenabledPlugins } from './unenabled-plugins.ts';
