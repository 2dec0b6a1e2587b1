import { madeFragment } from '../../text/index.ts';
import { isKnown, joined, knownOf, type TextValue, unknownValue } from '../text-values.ts';

const DOMAIN = '.azurecr.io';

/**
 * The images that a repository of an Azure registry is, which commands name by its name, its host or its resource
 * (learn.microsoft.com, `az acr`). What is written with a host stays as it is.
 */
export function inAzureRegistry(
  images: readonly TextValue[],
  registries: readonly TextValue[] | undefined,
): readonly TextValue[] {
  const hosts = registries?.map(hostOf) ?? [unknownValue('the command does not name the registry')];
  return images.flatMap((image) =>
    /^[^/]*\.[^/]*\//.test(knownOf(image)) ? [image] : joined([hosts, [SLASH], [image]]),
  );
}

const made = (text: string): TextValue => ({ fragments: [madeFragment(text)], origin: [] });
const SLASH = made('/');

function hostOf(registry: TextValue): TextValue {
  if (!isKnown(registry)) return registry;
  const known = knownOf(registry);
  const resource = /\/registries\/([^/]+)$/i.exec(known)?.[1];
  if (resource !== undefined) return made(`${resource.toLowerCase()}${DOMAIN}`);
  if (known.includes('.')) return registry;
  const [host] = joined([[registry], [made(DOMAIN)]]);
  return host ?? registry;
}
