import { describe, expect, it } from 'vitest';
import { pullthrough } from '../support/cli.ts';

describe('explain', () => {
  it.each([
    ['PT001', /^# PT001 uncovered-image: /],
    ['PV005', /^# PV005 unreachable: There is no answer\n/],
    ['pv005', /^# PV005 /],
    ['rate-limited', /^# PV002 rate-limited: /],
  ])('%s', (name, page) => {
    const { code, stdout } = pullthrough(['explain', name], '.');
    expect(code).toBe(0);
    expect(stdout).toMatch(page);
  });

  it('lists what the audit and what verify reports', () => {
    const ids = pullthrough(['explain'], '.')
      .stdout.trimEnd()
      .split('\n')
      .map((line) => line.slice(0, 5));
    expect(ids).toContain('PT001');
    expect(ids).toContain('PV015');
    expect(new Set(ids).size).toBe(ids.length);
  });
});
