// `npm run bench:helm-reach`: what the analysis of a chart says of its images, tried with the real helm.
//
//     npm run bench:helm-reach -- [options] CHART_FOLDER|LIST...
//
// - Reported: the image is there when the chart is rendered with what its rendering was given.
// - Flips: each boolean of the values is turned over, alone and with the switches above it on; the report has to have the images
//   that appear. At most 40 of a chart, those first that look like switches.
// - Conditions: the least that makes a condition true is set, and the image has to be there. Each alternative of an `or` is
//   tried, and for images of the given values each switch is turned off, upon which the image has to go.
// - Keys: the key of each piece is set to another text; the images with that key have to change, and nothing else.
//
// Lists, `--helm` and charts as for `npm run bench:helm`. `--every N`: each Nth chart, from the one `--from` says on. `--rendered
// FOLDER`: keeps the images of each of helm's renderings there, and takes those that are there. `--failures FILE`: all of
// them, as lines of JSON. `--own`: renders with src/helm instead, for a quick first look. `--only`: a list of what to try out of
// reported, flips, conditions, switches, repository, registry, tag. Figures and failures, not a test: it always ends with 0, but for wrong options.
import { bundleAndRun } from '../helm/bundle.mjs';

await bundleAndRun(import.meta.dirname, 'helm-reach');
