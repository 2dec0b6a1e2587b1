import { type Fragment, fragmentsOf, type Value } from '../../formats/hcl/index.ts';
import { madeFragment } from '../../text/index.ts';
import { attributeOf, attributeValue, blocksOf, imageOf, type Scoped } from '../evaluated/index.ts';
import { addImage, innerSpan, type Resource } from './resource.ts';

/** `https://index.docker.io/v1` and the like: Docker Hub, which a reference does not name. */
const HUB = /^(?:https?:\/\/)?(?:index\.|registry\.hub\.|registry-1\.|www\.)?docker\.(?:io|com)(?:\/.*)?$/;

/** Apps of Azure App Service: the registry is an address of its own, and the tag may be as well. */
export function appServiceImages(resource: Resource): void {
  for (const site of blocksOf(resource)) {
    if (site.type !== 'site_config') continue;
    const path = `${resource.address}.site_config`;
    fxVersion(resource, site, path);
    for (const stack of blocksOf(site)) {
      if (stack.type !== 'application_stack') continue;
      const at = `${path}.application_stack`;
      splitImage(resource, stack, at, ['docker_registry_url', 'docker_image_name', undefined]);
      splitImage(resource, stack, at, [undefined, 'docker_image', 'docker_image_tag']);
      splitImage(resource, stack, at, [
        'docker_registry_url',
        'docker_container_name',
        'docker_container_tag',
      ]);
      for (const docker of blocksOf(stack)) {
        if (docker.type === 'docker')
          splitImage(resource, docker, `${at}.docker`, ['registry_url', 'image_name', 'image_tag']);
      }
    }
  }
}

/** Azure Spring Apps: the host of the registry stands in a field of its own. */
export function springCloudImages(resource: Resource): void {
  splitImage(resource, resource, resource.address, ['server', 'image', undefined]);
}

function splitImage(
  resource: Resource,
  body: Scoped,
  path: string,
  [registryName, name, tagName]: readonly [string | undefined, string, string | undefined],
): void {
  const expression = attributeOf(body.body, name);
  const image = attributeValue(body, name);
  if (expression === undefined || image === undefined) return;
  const own = fragmentsOf(image) ?? [];
  const registry = registryName === undefined ? [] : registryFragments(attributeValue(body, registryName));
  const tag = tagName === undefined ? undefined : attributeValue(body, tagName);
  const fragments = [
    ...registry,
    ...own,
    ...(tag === undefined ? [] : [madeFragment(':'), ...(fragmentsOf(tag) ?? [])]),
  ];
  if (own.length === 0) return;
  const found = imageOf(fragments, resource.source.path, innerSpan(expression));
  const [use] = own;
  // The reader looks for the image, not for the address of its registry.
  const span =
    use?.use?.file === resource.source.path
      ? imageOf(own, resource.source.path, innerSpan(expression)).span
      : found.span;
  const pieces = found.pieces ?? [{ role: 'reference' as const, value: found.value, span: found.span }];
  const whole = fragments.length === own.length && found.pieces === undefined;
  addImage(resource, {
    ...found,
    span,
    ...(whole || found.unresolved !== undefined ? {} : { pieces }),
    path: `${path}.${name}`,
    purpose: 'pull',
    confidence: 'certain',
  });
}

/** The host of a registry's address and the slash behind it; nothing for Docker Hub. */
function registryFragments(value: Value | undefined): readonly Fragment[] {
  const fragments = value === undefined ? [] : (fragmentsOf(value) ?? []);
  const text = fragments
    .map((fragment) => (fragment.kind === 'hole' ? 'unknown.example' : fragment.text))
    .join('');
  if (text === '' || HUB.test(text)) return [];
  const [first, ...others] = fragments;
  const scheme = first?.kind === 'text' ? (/^https?:\/\//.exec(first.text)?.[0].length ?? 0) : 0;
  const host =
    first?.kind === 'text' && scheme > 0
      ? [withoutScheme(first, scheme)]
      : first === undefined
        ? []
        : [first];
  return [
    ...host.filter((fragment) => fragment.kind === 'hole' || fragment.text !== ''),
    ...others,
    madeFragment('/'),
  ];
}

function withoutScheme(fragment: Fragment & { readonly kind: 'text' }, length: number): Fragment {
  const text = fragment.text.slice(length).replace(/\/+$/, '');
  const { place } = fragment;
  if (place === undefined || place.span.end - place.span.start !== fragment.text.length)
    return { ...fragment, text };
  const start = place.span.start + length;
  return { ...fragment, text, place: { file: place.file, span: { start, end: start + text.length } } };
}

/** `linux_fx_version = "DOCKER|nginx:1.25"` of azurerm_app_service. */
function fxVersion(resource: Resource, site: Scoped, path: string): void {
  for (const name of ['linux_fx_version', 'windows_fx_version']) {
    const expression = attributeOf(site.body, name);
    const value = attributeValue(site, name);
    const fragments = value === undefined ? [] : (fragmentsOf(value) ?? []);
    const [first, ...others] = fragments;
    if (expression === undefined || first?.kind !== 'text' || !/^DOCKER\|/i.test(first.text)) continue;
    const rest = withoutScheme(first, 'DOCKER|'.length);
    const use = { ...rest, use: rest.kind === 'text' ? (rest.place ?? rest.use) : undefined };
    const own = [...(use.kind === 'text' && use.text === '' ? [] : [use]), ...others];
    addImage(resource, {
      ...imageOf(own, resource.source.path, innerSpan(expression)),
      path: `${path}.${name}`,
      purpose: 'pull',
      confidence: 'certain',
    });
  }
}
