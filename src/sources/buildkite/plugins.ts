import {
  entriesAt,
  expand,
  fieldAt,
  itemsAt,
  type Language,
  partOf,
  pathOf,
  type Reading,
  readContainers,
  reportChoices,
  reportImage,
  reportNamed,
  type Spot,
  textAt,
  type WrittenText,
  writtenAt,
} from '../ci/index.ts';

/** `docker#v5.9.0`, `buildkite-plugins/docker#v5`, `ssh://git@github.com/buildkite-plugins/docker-buildkite-plugin.git#v5`. */
function pluginName(key: string): string {
  const [address = ''] = key.split('#');
  const name = address.slice(address.lastIndexOf('/') + 1);
  return name.replace(/\.git$/, '').replace(/-buildkite-plugin$/, '');
}

/** The images of a step's plugins, a list of names and maps or one map. */
export function readPlugins(
  plugins: Spot | undefined,
  language: Language,
  reading: Reading,
  when: string | undefined,
): void {
  for (const item of [plugins, ...itemsAt(plugins)]) {
    for (const { key, value } of entriesAt(item)) readPlugin(pluginName(key), value, language, reading, when);
  }
}

function readPlugin(
  name: string,
  settings: Spot,
  language: Language,
  reading: Reading,
  when: string | undefined,
): void {
  if (name === 'docker') reportImage(reading, fieldAt(settings, 'image'), language, { when });
  else if (name === 'docker-compose') readCompose(settings, language, reading, when);
  else if (name === 'kubernetes') readContainers(settings, language, reading, when);
  else {
    for (const { key, value } of entriesAt(settings)) reportNamed(reading, value, key, language, { when });
  }
}

/** `service:repository:tag`, in a list or alone. */
const fields = [
  { key: 'push', purpose: 'push' },
  { key: 'push-on-build', purpose: 'push' },
  { key: 'cache-from', purpose: 'pull' },
] as const;

/** The services of docker-compose stand in their own file; what the plugin pushes and takes from caches stands here. */
function readCompose(settings: Spot, language: Language, reading: Reading, when: string | undefined): void {
  for (const repository of textsAt(fieldAt(settings, 'image-repository'))) {
    reportImage(reading, repository, language, { purpose: 'push', inheritsTag: true, when });
  }
  for (const { key, purpose } of fields) {
    for (const item of textsAt(fieldAt(settings, key))) {
      const text = imageBehindService(writtenAt(item, reading.source));
      if (text === undefined) continue;
      const span = item.via?.span ?? text.spanOf(0, text.value.length);
      reportChoices(reading, expand(text, language), span, pathOf(item), {
        purpose,
        confidence: 'likely',
        when,
      });
    }
  }
}

function imageBehindService(text: WrittenText | undefined): WrittenText | undefined {
  const service = /^[\w.-]+:(?=.)/.exec(text?.value ?? '');
  return text === undefined || service === null ? undefined : partOf(text, service[0].length);
}

function textsAt(spot: Spot | undefined): readonly Spot[] {
  return spot === undefined || textAt(spot) === undefined ? itemsAt(spot) : [spot];
}
