// `npm run bench:helm`: charts rendered by src/helm and by the real helm: whether the two agree, and what each takes.
//
//     npm run bench:helm -- [options] CHART_FOLDER|LIST...
//
// A list is a text file with a chart's folder on each line. Each chart is rendered with its default values, and with each of
// its `ci/*.yaml`. The charts are the caller's own: none are part of the repository.
//
// `--helm PROGRAM`: the helm binary; that of .cache/clients, or of PATH, where not given. `--rendered FOLDER`: keeps what helm
// renders there, and takes what is there already for it. `--only equality|time`. `--differences FILE`: all of them, as lines
// of JSON. The last line is of the built CLI (`npm run build`). Figures and differences, not a test: it always ends with 0, but for wrong options.
import { bundleAndRun } from './bundle.mjs';

await bundleAndRun(import.meta.dirname, 'helm');
