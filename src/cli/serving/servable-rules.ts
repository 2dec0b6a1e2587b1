import { type CacheRegistry, conflicts } from '../../cache/index.ts';
import { CommandError } from '../exit.ts';

/** Ends the command when the registry has no rules, or such as ACR would not have together: what they serve is not defined. */
export function requireServableRules(registry: CacheRegistry): void {
  if (registry.rules.length === 0) {
    throw new CommandError(
      'there is no cache rule to serve',
      'write them under `rules` in pullthrough.yaml, or name what `az acr cache list -o json` printed with --rules-file',
    );
  }
  const refused = conflicts(registry).map(({ message }) => message);
  if (refused.length > 0) throw new CommandError(refused.join('\nerror: '));
}
