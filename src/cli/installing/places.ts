import { join } from 'node:path';

/** Where the plugin goes, and how kustomize finds it there. */
export interface PluginPlace {
  /** `legacy`: in the plugin home, found by the object's kind; `function`: beside the kustomization, named by an annotation. */
  readonly form: 'legacy' | 'function';
  /** Absolute path of the program. */
  readonly program: string;
  /** Set where kustomize looks there only when KUSTOMIZE_PLUGIN_HOME says so. */
  readonly home?: string;
}

export const functionProgram = 'image-cache';

export function legacyPlace(home: string, isFound: boolean): PluginPlace {
  const program = join(home, 'pullthrough.dev', 'v1', 'imagecache', 'ImageCache');
  return { form: 'legacy', program, ...(isFound ? {} : { home }) };
}

export function functionPlace(directory: string): PluginPlace {
  return { form: 'function', program: join(directory, functionProgram) };
}

/**
 * The directory in which kustomize looks for plugins (kustomize, api/konfig, DefaultAbsPluginHome): of these the first that
 * exists; where none does, the first that is made will.
 */
export function pluginHome(
  { KUSTOMIZE_PLUGIN_HOME, XDG_CONFIG_HOME, HOME = '' }: Readonly<Record<string, string | undefined>>,
  exists: (directory: string) => boolean,
): string {
  if (KUSTOMIZE_PLUGIN_HOME) return KUSTOMIZE_PLUGIN_HOME;
  const candidates = [
    ...(XDG_CONFIG_HOME ? [join(XDG_CONFIG_HOME, 'kustomize', 'plugin')] : []),
    join(HOME, '.config', 'kustomize', 'plugin'),
    join(HOME, 'kustomize', 'plugin'),
  ];
  return candidates.find(exists) ?? (candidates[0] as string);
}
