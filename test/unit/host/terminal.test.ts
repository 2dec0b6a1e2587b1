import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/host/progress.ts';
import { type ColorContext, createStyles, terminalWidth, usesColor } from '../../../src/host/terminal.ts';

describe('usesColor', () => {
  it.each<[ColorContext['choice'], boolean, Record<string, string>, boolean]>([
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', true, { FORCE_COLOR: '' }, true],
    ['auto', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['auto', false, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['auto', false, { CI: 'true' }, false],
    ['always', false, { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ])('--color=%s, terminal %s, %j: %s', (choice, isTty, env, expected) => {
    expect(usesColor({ choice, isTty, env })).toBe(expected);
  });
});

describe('createStyles', () => {
  it('leaves text alone when colours are off', () => {
    expect(createStyles(false).red('x')).toBe('x');
  });

  it('goes on with the outer style after an inner one of the same kind', () => {
    const { red, green } = createStyles(true);
    expect(red(`a${green('b')}c`)).toBe('\x1b[31ma\x1b[32mb\x1b[39m\x1b[31mc\x1b[39m');
  });
});

describe('terminalWidth', () => {
  it.each([
    [120, {}, 120],
    [undefined, { COLUMNS: '100' }, 100],
    [0, { COLUMNS: 'x' }, 80],
    [undefined, { COLUMNS: '-5' }, 80],
  ])('%s columns, %j: %s', (columns, env, expected) => {
    expect(terminalWidth(columns === undefined ? {} : { columns }, env)).toBe(expected);
  });
});

describe('createProgress', () => {
  function run(isTTY: boolean, steps: readonly (readonly [time: number, text: string])[]) {
    const written: string[] = [];
    let time = 0;
    const progress = createProgress({ isTTY, columns: 11, write: (text) => written.push(text) }, () => time);
    for (const [at, text] of steps) {
      time = at;
      progress.update(text);
    }
    progress.clear();
    progress.clear();
    return written;
  }

  it('writes nothing where there is no terminal, or in a short run', () => {
    expect(run(false, [[1000, 'x']])).toEqual([]);
    expect(run(true, [[499, 'x']])).toEqual([]);
  });

  it('draws one line, not too often, never wider than the terminal, and takes it away', () => {
    expect(
      run(true, [
        [500, 'one'],
        [550, 'two'],
        [600, 'thirty\nthree'],
      ]),
    ).toEqual(['\r\x1b[Kone', '\r\x1b[Kthirty thr', '\r\x1b[K']);
  });
});
