import { fragmentsOf, type Value } from '../../formats/expressions/index.ts';
import { cutFragment } from '../../text/index.ts';

/** Drivers whose `image` comes from a registry; a task that does not say which is one of Docker's (`sidecar_task`). */
const DRIVERS = /^(?:docker|podman|containerd(?:-driver)?|nerdctl)$/;

/** Where Podman's driver takes images from: the scheme of a registry may be left out, others are no registries. */
const SCHEME = /^(?:docker:\/\/|(?:docker-archive|oci-archive|oci|dir|containers-storage):)/;

export function runsContainers(driver: string | undefined): boolean {
  return driver === undefined || DRIVERS.test(driver);
}

/** The image that a driver is given, without `docker://`; undefined where it comes from no registry. */
export function taskImage(value: Value): Value | undefined {
  const [first, ...others] = fragmentsOf(value) ?? [];
  if (first?.kind !== 'text') return first === undefined ? undefined : value;
  const scheme = SCHEME.exec(first.text)?.[0] ?? '';
  if (scheme === '') return value;
  if (scheme !== 'docker://') return undefined;
  const own =
    first.text.length === scheme.length ? [] : [cutFragment(first, scheme.length, first.text.length)];
  return { kind: 'string', fragments: [...own, ...others] };
}
