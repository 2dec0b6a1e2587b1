// `npm run fuzz`: files that nobody would write, read by every source: no exception, no endless loop, time that grows with the
// text, and each text stands where it is said to stand.
//
//     npm run fuzz -- [options] [FOLDER...]
//
// The files of fixtures/ and those below the folders are changed at random (bytes, lines, tokens of the formats, nesting,
// floods, cuts). `--cases N`: how many, 20,000 where not given; `--seed S`: the numbers are drawn from it, it is printed;
// `--source ID`: that source alone; `--case N`: that case of the seed alone, its text on standard output; `--growth`: no random
// cases but each line of each file, each token and each file repeated over and over, at one size and at four times the
// size. Ends with 1 when something is wrong.
import { bundleAndRun } from '../bench/helm/bundle.mjs';

await bundleAndRun(import.meta.dirname, 'fuzz');
