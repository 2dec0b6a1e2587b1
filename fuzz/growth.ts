import type { Source } from '../src/sources/source.ts';
import { sourceText } from '../src/text/index.ts';
import { tokens } from '../test/support/fuzz/tokens.ts';
import { contextOf, type Sample, textOf } from './corpus.ts';

const [small, factor] = [16_000, 4];

/** Files of each source that are taken apart; the rest are like them. */
const files = 5;

interface Construct {
  readonly name: string;
  readonly textOf: (size: number) => string;
}

/** Each construct at a size and at four times the size; what takes far more than four times as long is told. Gives their number. */
export function growthOfAll(
  chosen: readonly Source[],
  samples: ReadonlyMap<Source, readonly Sample[]>,
): number {
  let failures = 0;
  for (const source of chosen) {
    const own = (samples.get(source) ?? []).slice(0, files);
    let [count, longest, of] = [0, 0, ''];
    for (const sample of own) {
      for (const construct of constructsOf(textOf(sample), sample === own[0])) {
        count++;
        const large = timeOf(source, sample, construct.textOf(small * factor));
        if (large > longest) [longest, of] = [large, `${sample.path}: ${construct.name}`];
        if (large < 40) continue;
        const [less, more, most] = [1, 4, 16].map((times) =>
          Math.min(...[0, 1].map(() => timeOf(source, sample, construct.textOf(small * times)))),
        ) as [number, number, number];
        if (most < more * 9 || most < less * 60) continue;
        failures++;
        console.log(
          `${source.id} ${sample.path}: ${construct.name}: ${[less, more, most].map((time) => time.toFixed(0)).join(', ')} ms at ${small}, ${small * 4}, ${small * 16} characters`,
        );
      }
    }
    console.log(
      `${source.id}: ${count} constructs, at most ${longest.toFixed(0)} ms for ${small * factor} characters: ${of}`,
    );
  }
  return failures;
}

function constructsOf(text: string, withTokens: boolean): readonly Construct[] {
  const lines = text.split('\n');
  const step = Math.max(1, Math.floor(lines.length / 30));
  const fill = (piece: string, size: number) => piece.repeat(Math.ceil(size / Math.max(piece.length, 1)));
  const constructs: Construct[] = [{ name: 'the file', textOf: (size) => fill(`${text}\n`, size) }];
  for (let at = 0; at < lines.length; at += step) {
    const line = lines[at] as string;
    const [before, after] = [`${lines.slice(0, at).join('\n')}\n`, `\n${lines.slice(at + 1).join('\n')}`];
    if (line.trim() === '') continue;
    constructs.push(
      { name: `line ${at + 1}`, textOf: (size) => before + fill(`${line}\n`, size) + after },
      {
        name: `line ${at + 1} without end`,
        textOf: (size) => before + line + fill(line.trim(), size) + after,
      },
      { name: `line ${at + 1} numbered`, textOf: (size) => before + numbered(line, size) + after },
    );
  }
  if (!withTokens) return constructs;
  const middle = text.indexOf('\n', text.length / 2);
  for (const token of tokens) {
    const name = `token ${JSON.stringify(token)}`;
    constructs.push(
      { name, textOf: (size) => text.slice(0, middle) + fill(token, size) + text.slice(middle) },
      { name: `${name} alone`, textOf: (size) => fill(token, size) },
      { name: `${name} on lines`, textOf: (size) => text + fill(`${token}\n`, size) },
    );
  }
  return constructs;
}

/** A line again and again with a name of its own each time: what is kept by name grows. */
function numbered(line: string, size: number): string {
  const out: string[] = [];
  for (let length = 0, n = 0; length < size; n++) {
    const next = line.replace(/[\w-]+/, (word) => `${word}${n}`);
    out.push(next);
    length += next.length + 1;
  }
  return out.join('\n');
}

/** Milliseconds of the processor: the machine has other work. */
function timeOf(source: Source, sample: Sample, text: string): number {
  const file = sourceText(sample.path, text);
  const begin = process.cpuUsage();
  source.extract(file, contextOf(sample, file));
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}
