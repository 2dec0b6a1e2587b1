/** The endings of files that Compose reads, and of those that are copied or filled in before it does. */
const ENDING =
  /\.(?:ya?ml|json)(?:[._-](?:dist|example|sample|template|tmpl|tpl|gotmpl|j2|jinja2?|in|default))?$/;

/** `compose.yaml`, `docker-compose.prod.yml`, `podman-compose-dev.yaml`, `docker-stack.yml`, `fig.yml`. */
const NAMED = /^(?:(?:docker|podman|container|nerdctl)[-_]?compose|compose(?=[._-])|docker-stack|fig(?=\.))/;

/** `web.compose.yaml`, `web-docker-compose.yml`. */
const SUFFIXED = /[._-](?:(?:docker|podman)[-_]?)?compose\.(?:ya?ml|json)(?:$|[._-])/;

/** Whether a file is named like one that Compose reads. */
export function isComposeName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (!name.includes('compose') && !name.startsWith('docker-stack') && !name.startsWith('fig.')) return false;
  return ENDING.test(name) && (NAMED.test(name) || SUFFIXED.test(name));
}

/** Whether a file may be one whatever it is called. */
export function mayBeCompose(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path);
}

/** The file that an override file is laid over when nobody says which: `compose.override.yaml`, `docker-compose.override.yml`. */
export function overridden(path: string): string | undefined {
  const match = /^(.*(?:docker-compose|compose))\.override(\.ya?ml)$/.exec(path);
  return match === null ? undefined : `${match[1]}${match[2]}`;
}
