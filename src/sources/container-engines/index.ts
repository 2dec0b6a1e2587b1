import { parseToml } from '../../formats/toml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { type At, below, imageIn, tableIn, tablesIn } from '../toml-images.ts';

/**
 * What engines pull by themselves and what runners start, in their own configuration: containerd's `config.toml`, CRI-O's `crio.conf`,
 * `containers.conf` of Podman, and `config.toml` of GitLab Runner.
 */
export const containerEngines: Source = {
  id: 'container-engines',
  endings: ['.toml', '.conf', '.default', '.tmpl', '.tpl', '.j2'],
  claims: (path) => FILE.test(path),
  hints: ['sandbox_image', 'pinned_images', 'pause_image', 'infra_image', 'runners'],
  extract: extractConfiguration,
};

const FILE =
  /(?:^|\/)(?:[^/]*config[^/]*|[^/]*containerd[^/]*)\.toml(?:\.(?:tmpl|tpl|j2))?$|(?:^|\/)(?:crio\.conf(?:\.default)?|crio\.conf\.d\/[^/]+\.conf|[^/]*crio[^/]*\.conf|containers\.conf|containers\.conf\.d\/[^/]+\.conf)$/;

function extractConfiguration(source: SourceText): Extraction | undefined {
  const { root, problems } = parseToml(source.text);
  const at: At = { table: root, path: '' };
  const found = [
    ...containerdImages(at),
    ...imageIn(tableIn(tableIn(at, 'crio') ?? at, 'image'), 'pause_image'),
    ...imageIn(tableIn(at, 'engine'), 'infra_image'),
    ...runnerImages(at),
  ].sort((a, b) => a.span.start - b.span.start);
  // Many tools have a file of that name.
  if (found.length === 0) return undefined;
  const wrong = problems.filter(({ span }) => !source.text.startsWith('{{', span.start));
  return { found, problems: wrong };
}

/**
 * The image of the pause container: `sandbox_image` of the CRI plugin, and `pinned_images.sandbox` from containerd 2 on (containerd,
 * `docs/cri/config.md`). The names of the plugins changed with the versions of the file.
 */
function containerdImages(at: At): readonly FoundImage[] {
  const plugins = tableIn(at, 'plugins');
  return tablesBelow(plugins).flatMap((plugin) => {
    const pinned = tableIn(plugin, 'pinned_images');
    return [
      ...imageIn(plugin, 'sandbox_image'),
      ...[...(pinned?.table.entries.keys() ?? [])].flatMap((key) => imageIn(pinned, key)),
    ];
  });
}

/** A table's own tables, and under the old names theirs: `[plugins.cri]`, `[plugins."io.containerd.grpc.v1.cri"]`. */
function tablesBelow(at: At | undefined): readonly At[] {
  return [...(at?.table.entries ?? [])].flatMap(([key, value]) =>
    at !== undefined && value.kind === 'table' ? [{ table: value, path: below(at.path, key) }] : [],
  );
}

/** GitLab Runner: what jobs run in where they name no image, helpers and services (docs.gitlab.com/runner, "Advanced configuration"). */
function runnerImages(at: At): readonly FoundImage[] {
  return tablesIn(at, 'runners').flatMap((runner) =>
    ['docker', 'machine', 'kubernetes'].flatMap((executor) => {
      const settings = tableIn(runner, executor);
      return [
        ...imageIn(settings, 'image'),
        ...imageIn(settings, 'helper_image'),
        ...tablesIn(settings, 'services').flatMap((service) => imageIn(service, 'name')),
      ];
    }),
  );
}
