import { writeYamlString } from '../helm/functions/yaml-scalar.ts';

/** Where the values of something that has a chart installed stand. */
export interface ValuesGoal {
  /** `HelmRelease apps/shop of apps/web.yaml`. */
  readonly owner: string;
  /** The field that they belong into: `spec.values`. */
  readonly field: string;
  /** What a patch needs to get there; undefined where none can: within a text, in a list, in what is no object. */
  readonly patch?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
    /** `['spec', 'values']` */
    readonly keys: readonly string[];
  };
}

/** What stands above such values, a comment each. */
export function goalHead({ owner, field, patch }: ValuesGoal, about: string): readonly string[] {
  return [
    `${about}, for ${owner}.`,
    patch === undefined ? `Merge them into ${field}.` : `A patch for kustomize; or merge them into ${field}.`,
    'Made by `pullthrough helm-values`: run it again when the chart is another one.',
  ];
}

/** Values as a patch has them: below the field, in an object with the name of theirs. */
export function atGoal(values: string, { patch }: ValuesGoal): string {
  if (patch === undefined || values === '') return values;
  const { apiVersion, kind, name, namespace, keys } = patch;
  const text = (value: string): string => writeYamlString(value, { indent: 2, column: 0 });
  const indent = '  '.repeat(keys.length);
  return [
    `apiVersion: ${text(apiVersion)}`,
    `kind: ${text(kind)}`,
    'metadata:',
    `  name: ${text(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${text(namespace)}`]),
    ...keys.map((key, index) => `${'  '.repeat(index)}${key}:`),
    ...values
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : indent + line)),
    '',
  ].join('\n');
}
