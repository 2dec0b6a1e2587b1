import { field, resolve, type YamlNode } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';
import { type Chain, inherited } from './chain.ts';
import { plainText, type Reader, textOf } from './reader.ts';

type Reach = Pick<FoundImage, 'reach' | 'when'>;

/** Whether the images of a service are pulled as the file stands, or only when something is asked for. */
export function reachOf(chain: Chain, reader: Reader): Reach {
  const conditions = [profiles(chain, reader), trigger(chain, reader), replicas(chain, reader)];
  const known = conditions.filter((condition) => condition !== undefined);
  if (known.length === 0) return { reach: 'default' };
  return { reach: 'conditional', when: known.join(' and ') };
}

/** A service with profiles runs when one of them is active (compose-spec, 15-profiles). */
function profiles({ service, bases }: Chain, reader: Reader): string | undefined {
  const lists = [{ service, source: reader.source }, ...bases].flatMap(
    ({ service: { map, via }, source }) => {
      const list = field(map, 'profiles');
      if (list?.value.kind !== 'seq') return [];
      return list.value.items.flatMap((item: YamlNode) => {
        const text = textOf({ key: '', keyNode: item, value: resolve(item) }, via, { source });
        return plainText(text, reader) ?? [];
      });
    },
  );
  const wanted = [...new Set(lists)];
  if (wanted.length === 0) return undefined;
  const active = activeProfiles(reader);
  if (active.includes('*') || wanted.some((name) => active.includes(name))) return undefined;
  return wanted.map((name) => `profile ${name}`).join(' or ');
}

function activeProfiles({ variables }: Reader): readonly string[] {
  const value = variables.scope('COMPOSE_PROFILES')?.value ?? [];
  const text = value.map((fragment) => fragment.text).join('');
  return text.split(',').map((name) => name.trim());
}

function trigger({ service }: Chain, _reader: Reader): string | undefined {
  if (service.kind !== 'job' || field(field(service.map, 'triggers')?.value, 'schedule') !== undefined)
    return undefined;
  return `job ${service.name} run by hand`;
}

function replicas(chain: Chain, reader: Reader): string | undefined {
  const scale = inherited(chain, 'scale');
  if (plainText(textOf(scale, undefined, reader), reader) === '0') return 'scale above 0';
  const count = field(inherited(chain, 'deploy')?.value, 'replicas');
  if (plainText(textOf(count, undefined, reader), reader) === '0') return 'deploy.replicas above 0';
  return undefined;
}
