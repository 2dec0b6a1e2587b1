import { decide } from '../../src/cache/index.ts';
import type { CacheRegistry } from '../../src/cache/types.ts';
import { below } from '../../src/helm/reach/evaluate.ts';
import { applySet } from '../../src/helm/strvals/apply.ts';
import { emptyTable } from '../../src/helm/values/value.ts';
import { segmentsOf } from '../../src/helm/values/value-key.ts';
import { type OverlayPlan, planOverlay, valuesFile } from '../../src/helm-values/index.ts';
import { sourceText } from '../../src/text/index.ts';
import { chartOf, valuesOf } from './helm-chart.ts';

/** One rule for each registry. */
export const registry: CacheRegistry = {
  loginServer: 'team.azurecr.io',
  rules: [
    { name: 'docker-hub', source: 'docker.io/*', target: 'docker-hub/*' },
    { name: 'quay-all', source: 'quay.io/*', target: 'quay/*' },
  ],
  credentialSets: [],
  own: ['registry.acme.example'],
  exempt: [],
  existingRepositories: [],
};

export interface OverlayOptions {
  readonly values?: string;
  readonly set?: readonly string[];
  readonly registry?: CacheRegistry;
}

/** The plan for the chart in the folder `top`. */
export function overlayOf(
  files: Readonly<Record<string, string>>,
  { values = '', set = [], registry: cache = registry }: OverlayOptions = {},
): OverlayPlan {
  const setIn = (table: typeof emptyTable): typeof emptyTable =>
    set.reduce((at, text) => {
      const applied = applySet(at, 'set', text);
      if (!applied.ok) throw new Error(applied.error.message);
      return applied.value;
    }, table);
  const alone = setIn(emptyTable);
  const planned = planOverlay({
    chart: chartOf(files),
    given: {
      files: valuesOf(values),
      withSet: setIn,
      isSet: (key) => below(alone, segmentsOf(key)) !== undefined,
    },
    options: {
      release: 'x',
      namespace: 'default',
      apiVersions: [],
      sourceOf: (file) => {
        const text = files[file.replace(/^top\//, '')];
        return text === undefined ? undefined : sourceText(file, text);
      },
    },
    decideAll: () => (reference) => decide(reference, cache),
  });
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value;
}

/** What the file says of values, without what stands above and below them. */
export function valuesIn(files: Readonly<Record<string, string>>, plan: OverlayPlan): string {
  const text = valuesFile(plan, {
    chart: chartOf(files),
    loginServer: 'team.azurecr.io',
    placeOf: ({ file }) => file,
  });
  const [, middle = ''] = text.split('\n\n');
  return plan.settings.size === 0 ? '' : middle.replace(/\n?$/, '\n');
}

/** `image: code` of what is left. */
export function leftOf({ left }: OverlayPlan): readonly string[] {
  return left.map(({ image, code }) => `${image.value}: ${code}`);
}
