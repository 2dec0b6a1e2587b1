import type { SourceText } from '../../text/source-text.ts';
import { fieldAt, itemsAt, pathOf, type Reading, readDocuments, type Spot, textAt } from '../ci/index.ts';
import { imagesWithin } from '../file-within.ts';
import type { Confidence } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';

/**
 * Machines of Fedora CoreOS and Flatcar: the units and files that Butane and Ignition put on them (coreos.github.io, `butane/specs`,
 * `ignition/specs`).
 */
export const butane: Source = {
  id: 'butane',
  endings: ['.bu', '.butane', '.fcc', '.ign', '.yaml', '.yml', '.json', '.tmpl', '.tftpl'],
  claims: (path) => /\.(?:bu|butane|fcc|ign|(?:ya?ml|json)(?:\.(?:tmpl|tftpl))?)$/i.test(path),
  hints: ['variant', 'ignition'],
  extract: extractMachine,
};

const MACHINE = /^variant:[ \t]*["']?(?:fcos|flatcar|openshift|r4e|fiot)\b|["']ignition["']\s*:\s*\{/m;

function extractMachine(source: SourceText): Extraction | undefined {
  if (!MACHINE.test(source.text)) return undefined;
  return readDocuments(source, (root, reading) => {
    const machine = fieldAt(root, 'variant') ?? fieldAt(root, 'ignition');
    if (machine === undefined) return false;
    for (const unit of itemsAt(fieldAt(root, 'systemd', 'units'))) {
      const name = textAt(fieldAt(unit, 'name'));
      readContents(fieldAt(unit, 'contents'), name, 'certain', reading);
      // A drop-in is read as a unit by itself, under the name of what it changes.
      for (const dropin of itemsAt(fieldAt(unit, 'dropins')))
        readContents(fieldAt(dropin, 'contents'), name, 'certain', reading);
    }
    for (const file of itemsAt(fieldAt(root, 'storage', 'files'))) {
      const name = textAt(fieldAt(file, 'path'));
      const isUnit = name !== undefined && /\/containers\/systemd\//.test(name);
      readContents(fieldAt(file, 'contents', 'inline'), name, isUnit ? 'certain' : 'likely', reading);
    }
    return true;
  });
}

function readContents(
  contents: Spot | undefined,
  name: string | undefined,
  atMost: Confidence,
  reading: Reading,
): void {
  if (name === undefined || contents?.node.kind !== 'scalar') return;
  const file = { name, scalar: contents.node, path: pathOf(contents), atMost };
  for (const image of imagesWithin(reading.source, file)) reading.found.push(image);
}
