import { shapeOf } from '../../formats/shell/index.ts';
import type { Purpose } from '../image-use.ts';
import { type Call, type Mentioned, withoutScheme } from './call.ts';
import { optionValues, splitArguments } from './split-arguments.ts';

const flags: ReadonlySet<string> = new Set(
  `quiet q no-wait force yes y debug verbose only-show-errors help h no-logs allow-unauthenticated no-allow-unauthenticated
  no-traffic async private-only`.split(/\s+/),
);

interface Option {
  readonly command: RegExp;
  readonly names: readonly string[];
  readonly purpose: Purpose;
  /** Options that name the Azure registry in which the image is. */
  readonly within?: readonly string[];
}

const registry: readonly string[] = ['r', 'registry', 'n', 'name'];

/** Options of the clouds' programs that name images. */
const options: readonly Option[] = [
  { command: /^az acr import /, names: ['source'], purpose: 'pull', within: ['r', 'registry'] },
  { command: /^az acr import /, names: ['t', 'image'], purpose: 'push', within: ['n', 'name'] },
  { command: /^az acr (?:build|pack build) /, names: ['t', 'image'], purpose: 'push', within: registry },
  {
    command: /^az acr task (?:create|update) /,
    names: ['t', 'image'],
    purpose: 'push',
    within: ['r', 'registry'],
  },
  { command: /^az acr pack build /, names: ['builder'], purpose: 'build' },
  {
    command: /^az (?:container|containerapp|containerapp job) (?:create|up|update) /,
    names: ['i', 'image'],
    purpose: 'pull',
  },
  {
    command: /^az (?:webapp|functionapp) (?:create|config container set) /,
    names: [
      'i',
      'deployment-container-image-name',
      'docker-custom-image-name',
      'container-image-name',
      'image',
    ],
    purpose: 'pull',
  },
  {
    command: /^gcloud (?:alpha |beta )?run (?:deploy|jobs|services|worker-pools) /,
    names: ['image'],
    purpose: 'pull',
  },
  { command: /^gcloud (?:alpha |beta )?builds submit /, names: ['t', 'tag'], purpose: 'push' },
  { command: /^(?:fly|flyctl) (?:deploy|launch|m|machine) /, names: ['i', 'image'], purpose: 'pull' },
  { command: /^pack (?:build|builder create) /, names: ['B', 'builder', 'run-image'], purpose: 'build' },
];

/** `az`, `gcloud`, `fly` and `pack`. */
export function cloudImages({ text, tool, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags });
  const verbs = args.positionals.map((word) => shapeOf(text, word)).slice(0, 4);
  const spelled = `${[tool, ...verbs].join(' ')} `;
  return options.flatMap(({ command, names, purpose, within }) => {
    const matched = command.exec(spelled)?.[0].trim();
    if (matched === undefined) return [];
    return optionValues(args, ...names).flatMap((written): readonly Mentioned[] => {
      const { word } = withoutScheme(text, written);
      if (word === undefined) return [];
      const own = within === undefined ? undefined : optionValues(args, ...within);
      // What `az acr import` takes from elsewhere is written in full.
      const isElsewhere = purpose === 'pull' && own?.length === 0;
      const where = own === undefined || isElsewhere ? {} : { within: { registry: own[0] } };
      return [{ word, purpose, command: matched, ...where }];
    });
  });
}
