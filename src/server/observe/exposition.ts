/** The text format of Prometheus, version 0.0.4 (prometheus.io, "Exposition formats"). */

export type Labels = Readonly<Record<string, string>>;

/** One line: a name, labels, a value. */
export type Sample = string;

export function sample(name: string, labels: Labels, value: number): Sample {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

/** The lines of one metric; none of them where it has no samples. */
export function family(
  { name, help }: { readonly name: string; readonly help: string },
  type: 'counter' | 'gauge' | 'histogram',
  samples: readonly Sample[],
): readonly string[] {
  if (samples.length === 0) return [];
  return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`, ...samples];
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
