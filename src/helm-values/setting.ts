import { keyText } from '../helm/values/value-key.ts';
import type { Setting, Settings, TextEdit } from './types.ts';

/** The whole text that a key gets. */
export function settingText({ raw, edits }: Setting): string {
  let text = raw;
  for (const { at, from, to } of edits.toSorted((a, b) => b.at - a.at))
    text = text.slice(0, at) + to + text.slice(at + from.length);
  return text;
}

/** Two settings of one key as one; undefined where they want different things of the same stretch. */
export function joinSettings(one: Setting, other: Setting): Setting | undefined {
  const edits: TextEdit[] = [...one.edits];
  for (const edit of other.edits) {
    const meeting = edits.filter((each) => meets(each, edit));
    if (meeting.length === 0) edits.push(edit);
    else if (!meeting.every((each) => each.at === edit.at && each.from === edit.from && each.to === edit.to))
      return undefined;
  }
  return { ...one, edits, isChange: one.isChange || other.isChange };
}

function meets(a: TextEdit, b: TextEdit): boolean {
  return a.at === b.at || (a.at < b.at + b.from.length && b.at < a.at + a.from.length);
}

/** All of both, or undefined where a key would be given two values. */
export function join(some: Settings, others: Settings): Settings | undefined {
  const all = new Map(some);
  for (const [text, setting] of others) {
    const before = all.get(text);
    const joined = before === undefined ? setting : joinSettings(before, setting);
    if (joined === undefined) return undefined;
    all.set(text, joined);
  }
  return all;
}

export function changesIn(settings: Settings): readonly Setting[] {
  return [...settings.values()].filter(({ isChange }) => isChange);
}

/** Equal for settings that do the same. */
export function settingId(setting: Setting): string {
  return `${keyText(setting.key)}=${settingText(setting)}`;
}
