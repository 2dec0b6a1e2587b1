import type { EntryProblem } from '../audit/index.ts';
import { type ExternalPlugin, externalPlugins, type Kustomization } from '../kustomize/index.ts';
import { locationOf } from '../text/index.ts';
import type { PluginFlags } from './plugin-flags.ts';

/**
 * The programs that kustomizations have kustomize run, and that no flag in the repository lets it run. `flags` looks through
 * the whole repository: it is asked only where there is such a program.
 */
export function unenabledPlugins(
  kustomizations: readonly Kustomization[],
  textOf: (file: string) => string | undefined,
  flags: () => PluginFlags,
): readonly EntryProblem[] {
  const plugins = externalPlugins(kustomizations, textOf);
  if (plugins.length === 0) return [];
  const found = flags();
  return plugins.flatMap((plugin) => {
    const message = messageOf(plugin, found);
    if (message === undefined) return [];
    const { kustomization, listed } = plugin;
    const { source } = kustomization;
    const span = (listed.via ?? listed.scalar).span;
    const place = { ...locationOf(source, span), file: source.path, path: listed.path, value: listed.value };
    return [{ code: 'not-enabled', place, message }];
  });
}

function messageOf({ form, listed }: ExternalPlugin, { plugins, exec }: PluginFlags): string | undefined {
  const name = listed.value.includes('\n') ? listed.path : listed.value;
  if (form === 'legacy') {
    if (plugins !== undefined) return undefined;
    return `${name} is an ImageCache, and no build command in this repository has --enable-alpha-plugins: kustomize refuses to build.`;
  }
  if (exec !== undefined) return undefined;
  const alone = plugins === undefined ? '' : ` (${plugins} has --enable-alpha-plugins alone)`;
  return `${name} has kustomize run a program, and no build command in this repository has --enable-exec${alone}: kustomize does not run it, and does not say so.`;
}
