import { keyText } from '../values/value-key.ts';
import type { Formula } from './formula.ts';

/** In the chart's words: `metrics.enabled and not global.offline`, `architecture == "replication"`. */
export function printFormula(formula: Formula): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'truthy':
      return keyText(formula.key);
    case 'equals':
      return `${keyText(formula.key)} == ${JSON.stringify(formula.value)}`;
    case 'offers':
      return `the cluster offers ${formula.api}`;
    case 'opaque':
      return `(${formula.text})`;
    case 'not':
      return negated(formula.of);
    default:
      return formula.of.map((part) => operand(part, formula.kind)).join(` ${formula.kind} `);
  }
}

function negated(of: Formula): string {
  if (of.kind === 'equals') return `${keyText(of.key)} != ${JSON.stringify(of.value)}`;
  if (of.kind === 'offers') return `the cluster does not offer ${of.api}`;
  return of.kind === 'and' || of.kind === 'or' ? `not (${printFormula(of)})` : `not ${printFormula(of)}`;
}

function operand(part: Formula, within: 'and' | 'or'): string {
  const other = within === 'and' ? 'or' : 'and';
  return part.kind === other ? `(${printFormula(part)})` : printFormula(part);
}
