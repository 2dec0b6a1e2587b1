import { childOf, childrenOf, type XmlElement } from '../../formats/xml/index.ts';

/** What a plugin is told. */
export interface Configuration {
  readonly plugin: string;
  readonly element: XmlElement;
  readonly path: string;
  readonly profile: XmlElement | undefined;
}

/** The configurations of plugins: for all of their goals and for single executions, also those of profiles. */
export function configurationsOf(root: XmlElement): readonly Configuration[] {
  const owners = [
    { owner: root, path: '', profile: undefined },
    ...profilesOf(root).map((profile) => ({
      owner: profile,
      path: `profiles.${profileName(profile)}.`,
      profile,
    })),
  ];
  return owners.flatMap(({ owner, path, profile }) => {
    const build = childOf(owner, 'build');
    const lists = [childOf(build, 'plugins'), childOf(build, 'pluginManagement', 'plugins')];
    return lists
      .flatMap((list) => childrenOf(list, 'plugin'))
      .flatMap((plugin) => configurationsIn(plugin, path, profile));
  });
}

export function profilesOf(root: XmlElement): readonly XmlElement[] {
  return childrenOf(childOf(root, 'profiles'), 'profile');
}

/** The condition of what stands in a profile; none where it is active unless another one is. */
export function conditionOf(profile: XmlElement | undefined): string | undefined {
  if (profile === undefined) return undefined;
  if (childOf(profile, 'activation', 'activeByDefault')?.text.value === 'true') return undefined;
  return `the profile ${profileName(profile)} is active`;
}

function profileName(profile: XmlElement): string {
  return childOf(profile, 'id')?.text.value ?? 'default';
}

function configurationsIn(
  plugin: XmlElement,
  prefix: string,
  profile: XmlElement | undefined,
): readonly Configuration[] {
  const name = childOf(plugin, 'artifactId')?.text.value ?? '';
  const executions = childrenOf(childOf(plugin, 'executions'), 'execution');
  return [
    ...childrenOf(plugin, 'configuration').map((element) => ({ element, path: `${prefix}${name}` })),
    ...executions.flatMap((execution) =>
      childrenOf(execution, 'configuration').map((element) => ({
        element,
        path: `${prefix}${name}.${childOf(execution, 'id')?.text.value ?? 'default'}`,
      })),
    ),
  ].map((each) => ({ ...each, plugin: name, profile }));
}
