export type ColorChoice = 'auto' | 'always' | 'never';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What decides about colour: the stream that is written to and the environment. */
export interface ColorContext {
  /** The value of `--color`. */
  readonly choice: ColorChoice;
  readonly isTty: boolean;
  readonly env: EnvironmentVariables;
}

/**
 * Whether to write colours. The flag decides; then NO_COLOR (https://no-color.org: set and not empty), then FORCE_COLOR
 * (https://force-color.org: set and not empty, but `0` and `false` switch off as in Node); then a terminal
 * has them unless it calls itself `dumb`. CI systems get none by themselves: their logs are read by programs too.
 */
export function usesColor({ choice, isTty, env }: ColorContext): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTty && env.TERM !== 'dumb';
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

type Style = (text: string) => string;

/** The styles that output uses; each returns its text unchanged where colours are off. */
export interface Styles {
  readonly bold: Style;
  readonly dim: Style;
  readonly underline: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly blue: Style;
  readonly cyan: Style;
}

/** Select Graphic Rendition parameters (ECMA-48, 8.3.117): what begins a style and what ends it. */
export function createStyles(enabled: boolean): Styles {
  const style = (begin: number, end: number): Style => {
    const closing = `\x1b[${end}m`;
    // A style inside another of the same kind must not end the outer one.
    return enabled
      ? (text) => `\x1b[${begin}m${text.replaceAll(closing, `${closing}\x1b[${begin}m`)}${closing}`
      : (text) => text;
  };
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    underline: style(4, 24),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
    cyan: style(36, 39),
  };
}

/** Columns to lay text out in: the terminal's, else the `COLUMNS` variable, else 80. */
export function terminalWidth(stream: { readonly columns?: number }, env: EnvironmentVariables): number {
  if (stream.columns !== undefined && stream.columns > 0) return stream.columns;
  const columns = Number(env.COLUMNS);
  return Number.isSafeInteger(columns) && columns > 0 ? columns : 80;
}
