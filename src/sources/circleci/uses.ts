import type { SourceText } from '../../text/source-text.ts';
import { entriesAt, fieldAt, itemsAt, type Spot, textAt } from '../ci/index.ts';
import { type Given, givenBy, languageOf, type Outer, type Uses } from './parameters.ts';

type Use = ReadonlyMap<string, readonly Given[]>;

/** What the workflows give to the jobs of a file, by the job's name. */
export function usesOfJobs(
  source: SourceText,
  workflows: Spot | undefined,
  outer: Outer,
): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Use[]>();
  const language = languageOf(source, undefined, [], outer);
  for (const { value: workflow } of entriesAt(workflows)) {
    for (const item of itemsAt(fieldAt(workflow, 'jobs'))) {
      const bare = textAt(item);
      if (bare !== undefined) add(uses, bare, new Map());
      for (const { key, value } of entriesAt(item)) add(uses, key, givenBy(value, language));
    }
  }
  return uses;
}

/** What jobs give to the executors that they name, by the executor's name. */
export function usesOfExecutors(
  source: SourceText,
  jobs: Spot | undefined,
  ofJobs: ReadonlyMap<string, Uses>,
  outer: Outer,
): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Use[]>();
  for (const { key, value: job } of entriesAt(jobs)) {
    const executor = fieldAt(job, 'executor');
    if (executor === undefined) continue;
    const bare = textAt(executor);
    if (bare !== undefined) add(uses, bare, new Map());
    const name = textAt(fieldAt(executor, 'name'));
    const language = languageOf(source, fieldAt(job, 'parameters'), ofJobs.get(key) ?? [], outer);
    if (name !== undefined) add(uses, name, givenBy(executor, language));
  }
  return uses;
}

function add(uses: Map<string, Use[]>, name: string, use: Use): void {
  const known = uses.get(name);
  if (known === undefined) uses.set(name, [use]);
  else known.push(use);
}
