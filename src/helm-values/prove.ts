import type { Chart } from '../helm/chart/types.ts';
import { createEngine } from '../helm/engine/engine.ts';
import type { Exploration } from '../helm/reach/explore.ts';
import { overridesOf } from '../helm/reach/overrides.ts';
import type { TableValue, Value } from '../helm/values/value.ts';
import { childKey, keyText, rootKey, type ValueKey } from '../helm/values/value-key.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import type { ChartOptions } from '../sources/helm/chart-options.ts';
import { imagesIn } from '../sources/helm/rendered-images.ts';
import { schemaProblems } from '../sources/helm/schema-problems.ts';
import { compareRenderings, type Expected, type Fault, namesOf } from './compare.ts';
import type { Look } from './look.ts';
import { allValues, type GivenValues, renderAgain } from './render-again.ts';
import { settingText } from './setting.ts';
import type { Setting, Settings } from './types.ts';

/** What one pass over a chart works on. */
export interface Subject {
  readonly chart: Chart;
  readonly given: GivenValues;
  readonly options: ChartOptions;
  readonly exploration: Exploration;
  readonly looks: readonly Look[];
}

/** The settings as a table to be laid over the values; `isInsecure` as Bitnami's charts call images that are not where they were made for. */
export function tableOf(
  settings: Iterable<Setting>,
  isInsecure: boolean,
  { exploration: { lookUp } }: Pick<Subject, 'exploration'>,
): TableValue {
  const values = new Map<string, { readonly key: ValueKey; readonly value: Value }>();
  for (const setting of settings)
    values.set(keyText(setting.key), {
      key: setting.key,
      value: { kind: 'string', value: settingText(setting) },
    });
  if (isInsecure)
    values.set(keyText(insecureKey), { key: insecureKey, value: { kind: 'bool', value: true } });
  return overridesOf({ values, apis: new Set() }, lookUp);
}

/** Without it charts of Bitnami refuse to be rendered with other images than those of their list. */
export const insecureKey: ValueKey = childKey(
  childKey(childKey(rootKey, 'global'), 'security'),
  'allowInsecureImages',
);

/**
 * Renders everything again with the settings, and says what is not as it should be: images that did not become what they were to become (those of
 * `granted` their target, every other the same as before), and whatever else has changed.
 */
export function prove(
  subject: Subject,
  settings: Settings,
  granted: ReadonlySet<string>,
  isInsecure: boolean,
): readonly Fault[] {
  const { chart, given, options, exploration, looks } = subject;
  const over = tableOf(settings.values(), isInsecure, subject);
  const refused = newRefusals(subject, over);
  if (refused !== undefined) return [{ kind: 'refused', keys: [], reason: refused }];
  const rendered = renderAgain(chart, given, over, exploration, engineOptions(options));
  if (!rendered.ok) return [{ kind: 'refused', keys: [], reason: rendered.error.message }];
  const names = namesOf(
    looks.flatMap(({ images }) =>
      images.flatMap(({ id, name, target }) => (granted.has(id) ? [[name, target] as const] : [])),
    ),
  );
  const faults: Fault[] = [];
  for (const [index, { rendering, images }] of looks.entries()) {
    const after = rendered.value[index];
    if (after === undefined) continue;
    const expected = images.map(
      ({ image, id, name, target, fate }): Expected => ({
        image,
        id,
        name,
        target: fate === 'free' ? undefined : granted.has(id) ? target : name,
      }),
    );
    const now = rendering.file.kind === 'notes' ? [] : imagesIn(after, exploration).images;
    faults.push(...compareRenderings(rendering, expected, after, now, names));
    if (faults.length >= mostFaults) break;
  }
  return faults;
}

/** Enough to know what has to go. */
const mostFaults = 40;

function newRefusals({ chart, given, options }: Subject, over: TableValue): string | undefined {
  const before = new Set(refusals(chart, allValues(given), options));
  return refusals(chart, allValues(given, over), options).find((message) => !before.has(message));
}

/** What the schemas say. */
function refusals(chart: Chart, values: TableValue, options: ChartOptions): readonly string[] {
  const messages: string[] = [];
  createEngine(chart, values, {
    ...engineOptions(options),
    validate: (whole, all) => {
      messages.push(...schemaProblems(whole, all, options.schemas).map(({ message }) => message));
      return undefined;
    },
  });
  return messages;
}
