import type { SourceText } from '../../text/source-text.ts';
import {
  entriesAt,
  fieldAt,
  itemsAt,
  type Language,
  type Reading,
  readDocuments,
  reportImage,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';
import { templatesOf } from './templates.ts';

/** GoReleaser: what Go programs are put on, the images that a release pushes, and the commands of its hooks (goreleaser.com). */
export const goreleaser: Source = {
  id: 'goreleaser',
  endings: ['.yaml', '.yml'],
  words: ['goreleaser'],
  claims: (path) => /(?:^|\/)[^/]*goreleaser[^/]*\.ya?ml$/i.test(path),
  hints: ['docker', 'image', 'kos:'],
  extract: extractReleases,
};

const SECTION =
  /^(?:builds|dockers|dockers_v2|docker_manifests|kos|archives|release|before|includes|project_name|snapshot|changelog)$/;

function extractReleases(source: SourceText): Extraction | undefined {
  return readDocuments(source, (root, reading) => {
    if (!entriesAt(root).some(({ key }) => SECTION.test(key))) return false;
    const language = templatesOf(root, reading.source);
    readDockers(root, language, reading);
    readKos(root, language, reading);
    readHooks(root, language, reading);
    return true;
  });
}

function readDockers(root: Spot, language: Language, reading: Reading): void {
  for (const docker of itemsAt(fieldAt(root, 'dockers'))) {
    reportAll(fieldAt(docker, 'image_templates'), language, reading, { purpose: 'push' });
  }
  for (const docker of itemsAt(fieldAt(root, 'dockers_v2')))
    reportAll(fieldAt(docker, 'images'), language, reading, { purpose: 'push', inheritsTag: true });
  // What a manifest lists the same file has pushed before.
  for (const manifest of itemsAt(fieldAt(root, 'docker_manifests')))
    reportImage(reading, fieldAt(manifest, 'name_template'), language, { purpose: 'push' });
}

function readKos(root: Spot, language: Language, reading: Reading): void {
  for (const item of itemsAt(fieldAt(root, 'kos'))) {
    reportImage(reading, fieldAt(item, 'base_image'), language, { purpose: 'build' });
    const pushed = { purpose: 'push', inheritsTag: true } as const;
    reportImage(reading, fieldAt(item, 'repository'), language, pushed);
    reportAll(fieldAt(item, 'repositories'), language, reading, pushed);
  }
}

type Options = Parameters<typeof reportImage>[3];

function reportAll(list: Spot | undefined, language: Language, reading: Reading, options: Options): void {
  for (const item of itemsAt(list)) reportImage(reading, item, language, options);
}

/** Commands before and after the release, and before and after each build: a text, or `cmd` beside other fields. */
function readHooks(root: Spot, language: Language, reading: Reading): void {
  const builds = itemsAt(fieldAt(root, 'builds'));
  const lists = [
    fieldAt(root, 'before', 'hooks'),
    fieldAt(root, 'after', 'hooks'),
    ...builds.flatMap((build) => [fieldAt(build, 'hooks', 'pre'), fieldAt(build, 'hooks', 'post')]),
  ];
  for (const list of lists) {
    const commands = textAt(list) === undefined ? itemsAt(list) : [list];
    for (const command of commands)
      reportScript(reading, textAt(command) === undefined ? fieldAt(command, 'cmd') : command, { language });
  }
}
