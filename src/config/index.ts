/** The configuration: its schema, its layers, and what is wrong with it. Pure: texts and records in, values out. */
export { type ConfigFile, readConfig } from './config-file.ts';
export { type ConfigEnvironment, readEnvironment, settingVariables } from './environment.ts';
export { type ConfigFlags, type FlagProblem, readFlags } from './flags.ts';
export { type ImageCache, type ImageCacheFile, readImageCache } from './image-cache.ts';
export type { ConfigIssueCode, ConfigProblem } from './issue.ts';
export { type LayeredSettings, type Layers, mergeLayers, type Origin } from './layers.ts';
export { type ImportedState, planPolicy, registryFrom } from './registry.ts';
export { configSchemaFor, type KnownCheck } from './schema.ts';
export type { Schema } from './schema-type.ts';
export type { ConfigContext } from './semantics.ts';
export {
  type ChartSetting,
  defaultSettings,
  type PartialSettings,
  type PlanSettings,
  type RegistrySetting,
  type SettingKey,
  type Settings,
  type UpstreamSetting,
} from './settings.ts';
export { parseSize } from './size.ts';
