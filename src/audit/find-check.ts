import { err, ok, type Result } from '../result.ts';
import { checks } from './checks/index.ts';
import type { Check } from './checks/types.ts';
import { closest } from './closest.ts';

export interface UnknownCheck {
  readonly code: 'unknown-check';
  /** One sentence for the user, with the suggestion. */
  readonly message: string;
  /** The slug or identifier that was probably meant. */
  readonly suggestion?: string;
}

const byName: ReadonlyMap<string, Check> = new Map(
  checks.flatMap((check) => [
    [check.id.toLowerCase(), check],
    [check.slug, check],
  ]),
);

/** The check with this identifier or slug, in any case. */
export function findCheck(name: string): Result<Check, UnknownCheck> {
  const wanted = name.trim().toLowerCase();
  const found = byName.get(wanted);
  if (found !== undefined) return ok(found);
  const suggestion = closest(
    wanted,
    checks.flatMap(({ id, slug }) => [slug, id.toLowerCase()]),
  );
  if (suggestion === undefined)
    return err({ code: 'unknown-check', message: `There is no check "${name}".` });
  const shown = byName.get(suggestion)?.slug === suggestion ? suggestion : suggestion.toUpperCase();
  return err({
    code: 'unknown-check',
    message: `There is no check "${name}". Did you mean ${shown}?`,
    suggestion: shown,
  });
}
