import { type CacheRegistry, conflicts } from '../../cache/index.ts';
import { CommandError } from '../exit.ts';

/**
 * Ends the command when the registry has no rules, unless some may come while it is served, or such as ACR would not have
 * together: what they serve is not defined.
 */
export function requireServableRules(registry: CacheRegistry, rulesMayCome: boolean = false): void {
  if (registry.rules.length === 0 && !rulesMayCome) {
    throw new CommandError(
      'there is no cache rule to serve',
      'write them under `rules` in pullthrough.yaml, or name what `az acr cache list -o json` printed with --rules-file; or create them with az (--azure)',
    );
  }
  const refused = conflicts(registry).map(({ message }) => message);
  if (refused.length > 0) throw new CommandError(refused.join('\nerror: '));
}
