/**
 * Writes `src/sources/kubernetes/crd-catalogue.generated.ts` from a table of the image-named string fields in the schemas
 * of custom resource definitions.
 *
 *     node scripts/generate-crd-catalogue.mjs TABLE.tsv
 *
 * A row is `group/kind<TAB>field path<TAB>mark`; a mark says that the group is one of machines and clouds, whose images
 * are none of containers. Comments begin with `#` and name the source and its date. What the table gets wrong is
 * put right by hand in `catalogue-overlay.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises';

const target = new URL('../src/sources/kubernetes/crd-catalogue.generated.ts', import.meta.url);

/** Fields that are named after an image and hold a part of one, a place to look for one or a picture. */
const noReference = [
  /(?:^|[a-z])[iI]mage_?(?:Tag|Version|Registry|RegistryARN|Repository|Digest|Path|Prefix|Type|Family|Stream)$/,
  /image_(?:tag|version|registry|repository|digest)$/,
  /image_web_version$/,
  /[iI]mage_?(?:URL|Url|url)$/,
  /^imageLookup/,
  /^(?:backing|os)Image/,
  /^dockerImage(?:Config|Manifest|Metadata|Signatures)/,
];

/** Whole paths that `catalogue-overlay.ts` describes in another form. */
const described = [
  /(?:^|\.)kustomize\.images\[\]$/,
  /verifyImages\[\]/,
  /podSecurity/,
  /^spec\.image\.imageType$/,
];

const [input] = process.argv.slice(2);
if (input === undefined) {
  process.stderr.write('usage: node scripts/generate-crd-catalogue.mjs TABLE.tsv\n');
  process.exit(2);
}

const lines = (await readFile(input, 'utf8')).split('\n');
const provenance = lines
  .find((line) => /^#\s*Source:/.test(line))
  ?.replace(/^#\s*Source:\s*/, '')
  .split(';')[0];
if (provenance === undefined) {
  process.stderr.write(`${input} does not name its source: a line "# Source: …" is needed\n`);
  process.exit(2);
}

const byKind = new Map();
for (const line of lines) {
  const [id, path, mark] = line.split('\t');
  if (id === undefined || path === undefined || id.startsWith('#') || mark?.trim()) continue;
  const leaf = path.split('.').at(-1).replace('[]', '');
  if (noReference.some((name) => name.test(leaf)) || described.some((whole) => whole.test(path))) continue;
  const key = id.toLowerCase();
  byKind.set(key, [...(byKind.get(key) ?? []), path]);
}

const entries = [...byKind]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, paths]) => `  ${JSON.stringify(id)}: ${JSON.stringify(paths.sort().join(' '))},`);

await writeFile(
  target,
  `/**
 * Written by scripts/generate-crd-catalogue.mjs; do not edit.
 * Source: ${provenance}
 *
 * The image fields of custom resources: \`group/kind\` in lower case, and the paths of their fields, separated by spaces.
 */
export const crdImageFields: Readonly<Record<string, string>> = {
${entries.join('\n')}
};
`,
);
process.stdout.write(`${byKind.size} kinds, ${[...byKind.values()].flat().length} fields\n`);
