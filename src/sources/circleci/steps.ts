import {
  entriesAt,
  environmentOf,
  fieldAt,
  itemsAt,
  type Language,
  type Reading,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';

/** The scripts of steps, those under `when` and `unless` too. */
export function readSteps(
  steps: Spot | undefined,
  environment: readonly (Spot | undefined)[],
  language: Language,
  reading: Reading,
): void {
  for (const step of itemsAt(steps)) {
    for (const { key, value } of entriesAt(step)) {
      if (key === 'run') {
        const script = textAt(value) === undefined ? fieldAt(value, 'command') : value;
        const variables = [fieldAt(value, 'environment'), ...environment];
        const variable = environmentOf(reading.source, variables, language);
        reportScript(reading, script, { language, variable });
      } else if (key === 'when' || key === 'unless') {
        readSteps(fieldAt(value, 'steps'), environment, language, reading);
      }
    }
  }
}
