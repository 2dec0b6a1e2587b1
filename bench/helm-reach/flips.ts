import type { Chart } from '../../src/helm/chart/types.ts';
import { type Assignment, assign, noAssignment } from '../../src/helm/reach/assignment.ts';
import { evaluate } from '../../src/helm/reach/evaluate.ts';
import type { Formula } from '../../src/helm/reach/formula.ts';
import { solve } from '../../src/helm/reach/solve.ts';
import type { TableValue } from '../../src/helm/values/value.ts';
import { childKey, keyText, rootKey, type ValueKey } from '../../src/helm/values/value-key.ts';
import type { Analysed } from './analysed.ts';
import type { Check } from './outcomes.ts';
import type { Render } from './renders.ts';
import { assignmentText } from './sets.ts';

/** A boolean of values.yaml, of the chart or of one of its subcharts. */
interface Switch {
  readonly key: ValueKey;
  readonly now: boolean;
  /** When its chart is on. */
  readonly around: Formula;
}

/** So many booleans of a chart are tried: those first that look like switches, and that stand higher. */
const mostSwitches = 40;

const SWITCH = /^(?:enabled?|create|install|deploy|use)$|Enabled$|^(?:enable|deploy|install|create|use)[A-Z]/;

/** What never brings an image, and what there is most of. */
const OTHERS =
  /probe|autoscal|pdb|disruption|networkpolic|serviceaccount|rbac|ingress|service(?:\.|$)|monitor|securitycontext|tls|resources|allowprivilegeescalation|readonlyroot|runasnonroot/i;

/**
 * Whether the report has the images that turning each boolean of the values over brings to light: alone, and with the switches that
 * stand above it turned on. Each image is one check.
 */
export function checkFlips(analysed: Analysed, render: Render): readonly Check[] {
  const given = render(noAssignment);
  if (!given.ok) return [];
  const seen = new Set(given.value);
  const reported = new Map(analysed.images.map(({ image }) => [image.value, image]));
  const checks: Check[] = [];
  for (const assignment of switchesOf(analysed)
    .slice(0, mostSwitches)
    .flatMap((each) => flips(each, analysed))) {
    const rendered = render(assignment);
    if (!rendered.ok) continue;
    for (const image of rendered.value) {
      if (seen.has(image)) continue;
      seen.add(image);
      const known = reported.get(image);
      checks.push({
        what: 'flip',
        outcome: known === undefined ? 'wrong' : 'holds',
        image,
        reach: known?.reach ?? 'conditional',
        tested: known?.when ?? '',
        set: assignmentText(assignment),
        detail: known === undefined ? 'not in the report' : '',
      });
    }
  }
  return checks;
}

/** Alone, where its chart is on; and where something above it is off, with that turned on. */
function flips({ key, now, around }: Switch, { exploration: { lookUp } }: Analysed): readonly Assignment[] {
  const alone = assign(noAssignment, key, { kind: 'bool', value: !now });
  if (alone === undefined) return [];
  const isOn = evaluate(around, lookUp, noAssignment) !== false;
  let whole: Assignment | undefined = isOn
    ? alone
    : solve(around, true, alone, { lookUp, alternatives: () => [] });
  for (let at = key.parent; whole !== undefined && at?.parent !== undefined; at = at.parent)
    for (const name of ['enabled', 'enable']) {
      const above = lookUp(childKey(at, name));
      if (above?.kind === 'bool' && !above.value && keyText(childKey(at, name)) !== keyText(key))
        whole = assign(whole ?? alone, childKey(at, name), { kind: 'bool', value: true });
    }
  return [...(isOn ? [alone] : []), ...(whole === undefined || whole === alone ? [] : [whole])];
}

function switchesOf({ exploration: { subcharts, lookUp } }: Analysed): readonly Switch[] {
  const found = new Map<string, Switch>();
  const add = (key: ValueKey, now: boolean, around: Formula): void => {
    const current = lookUp(key);
    const value = current?.kind === 'bool' ? current.value : now;
    if (!found.has(keyText(key))) found.set(keyText(key), { key, now: value, around });
  };
  for (const { path, chart, condition } of subcharts) {
    const names = path.split('/charts/').slice(1);
    const prefix = names.reduce(childKey, rootKey);
    for (const [key, now] of booleansIn(chart, prefix)) add(key, now, condition);
  }
  return [...found.values()].sort((left, right) => rank(left) - rank(right));
}

function booleansIn({ values }: Chart, prefix: ValueKey): readonly (readonly [ValueKey, boolean])[] {
  const below = (table: TableValue, at: ValueKey): readonly (readonly [ValueKey, boolean])[] =>
    [...table.entries].flatMap(([name, value]) => {
      // What a subchart has as its global values is set for all.
      const key = childKey(at === prefix && name === 'global' ? rootKey : at, name);
      if (value.kind === 'bool') return [[key, value.value] as const];
      return value.kind === 'table' ? below(value, key) : [];
    });
  return below(values, prefix);
}

function rank({ key, now }: Switch): number {
  const text = keyText(key);
  const isOther = OTHERS.test(text);
  const isSwitch = SWITCH.test(String(key.key));
  return (isOther ? 1000 : 0) + (isSwitch ? 0 : 500) + (now ? 100 : 0) + text.split('.').length;
}
