import type { ConfigurationFlags } from '../flags.ts';

/** The options that all commands on a store have. */
export interface StoreFlags extends ConfigurationFlags {
  readonly store?: string;
}

export interface StoreListFlags extends StoreFlags {
  readonly output: string;
}

export interface StoreImportFlags extends StoreFlags {
  readonly as?: string;
}
