import { type Fragment, fragmentsOf, knownText, type Value } from '../../formats/expressions/index.ts';
import { field, parseYamlText, resolve, scalarText } from '../../formats/yaml/index.ts';
import { cutFragment } from '../../text/index.ts';

/** What `linuxFxVersion` says behind `DOCKER|`, as a value; undefined where it names no image. */
export function dockerImage(value: Value): Value | undefined {
  const fragments = value.kind === 'string' ? (fragmentsOf(value) ?? []) : [];
  const [first, ...others] = fragments;
  if (first?.kind !== 'text') return undefined;
  const prefix = /^DOCKER\|/i.exec(first.text)?.[0].length ?? 0;
  if (prefix === 0) return undefined;
  const own: readonly Fragment[] =
    first.text.length === prefix ? [] : [cutFragment(first, prefix, first.text.length)];
  return { kind: 'string', fragments: [...own, ...others] };
}

/** The images of the services in `COMPOSE|` and the file in base64. */
export function composeImages(value: Value): readonly string[] {
  const encoded = /^COMPOSE\|([A-Za-z0-9+/=\s]+)$/i.exec(knownText(value) ?? '')?.[1];
  if (encoded === undefined) return [];
  const { documents } = parseYamlText(Buffer.from(encoded, 'base64').toString('utf8'));
  const services = field(documents[0]?.root, 'services')?.value;
  if (services?.kind !== 'map') return [];
  return services.entries.flatMap(
    ({ value: service }) => scalarText(field(resolve(service), 'image')?.value) ?? [],
  );
}
