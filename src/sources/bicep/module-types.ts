/** Where Azure Verified Modules take images: paths below `params` (https://aka.ms/avm). */
const modules: readonly (readonly [path: RegExp, images: readonly string[]])[] = [
  [
    /avm\/res\/app\/(?:container-app|job):/,
    ['containers[].image', 'initContainersTemplate[].image', 'initContainers[].image'],
  ],
  [
    /avm\/res\/container-instance\/container-group:/,
    ['containers[].properties.image', 'initContainers[].properties.image'],
  ],
];

export function moduleImagePaths(path: string): readonly string[] {
  return modules.find(([pattern]) => pattern.test(path))?.[1] ?? [];
}
