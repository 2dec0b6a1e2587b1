/** docs/configuration.md, from the schema and the table of settings that flags and variables can give. */
export function configurationPage({ configSchema, textSettings }) {
  const rows = Object.entries(configSchema.properties)
    .filter(([key]) => key !== '$schema')
    .flatMap(([key, schema]) => rowsOf([key], resolved(schema, configSchema), configSchema));
  const given = Object.entries(textSettings).map(
    ([name, { path, form }]) =>
      `| \`${path.join('.')}\` | \`PULLTHROUGH_${name.toUpperCase().replaceAll('-', '_')}\` | ${forms[form]} |`,
  );
  return `# Configuration

\`pullthrough.yaml\` (or \`.yml\`, or \`pullthrough.json\`) is looked for in the scanned directory and upwards to the
repository's root; \`--config FILE\` names another one, \`--no-config\` none. A flag wins over an environment variable, a
variable over the file, the file over the default. Lists replace each other; \`buildArgs\`, \`variables\`, \`checks\` and
\`plan\` are joined key by key. Paths are relative to the configuration file, and to the working directory where a flag or a variable gives them;
so are the globs of \`include\` and \`exclude\`. Unknown keys are errors.

Editors complete and check the file with the schema that the package ships:

    # yaml-language-server: $schema=./node_modules/pullthrough/dist/pullthrough.schema.json

## Settings

| key | what it is | default |
|---|---|---|
${rows.join('\n')}

## Environment variables

| setting | variable | form |
|---|---|---|
${given.join('\n')}

\`PULLTHROUGH_CONFIG\` names the configuration file. \`NO_COLOR\`, \`FORCE_COLOR\` and \`--color\` decide about colour.

\`PULLTHROUGH_CREDENTIALS_<HOST>\` holds the credentials of an upstream for \`serve\` and \`verify\`, as \`user:password\`; the host
is written in capitals with \`_\` for a dot, \`__\` for a hyphen and \`___\` before a port: \`PULLTHROUGH_CREDENTIALS_DOCKER_IO\`.
Without it \`upstreams.<host>.authFile\` is asked, and then the files of docker and podman with the helpers that they name
(\`credHelpers\`, \`credsStore\`). An upstream that \`--upstream HOST=URL\` or \`upstreams.<host>.url\` puts elsewhere gets the
credentials of that address. \`HTTPS_PROXY\`, \`ALL_PROXY\` and \`NO_PROXY\` hold for upstreams.

## Upstreams

A registry of one's own behind a certificate authority of one's own, with a client certificate:

    upstreams:
      registry.corp.example:
        ca: certs/corp-ca.pem             # beside the authorities that Node knows
        clientCert: certs/client.pem
        clientKey: certs/client-key.pem
        authFile: secrets/auth.json       # { "auths": { "registry.corp.example": { "auth": "<base64 of user:password>" } } }
        realms: [login.corp.example]      # tokens may be asked of this host, too

Tokens are asked only of hosts of the registry's own domain, of those in \`realms\`, and never over http from https: a registry
that sends clients with their credentials elsewhere gets none.

## Helm charts

    helm:
      dependencies: vendor/charts           # folders, charts and .tgz files in which missing dependencies are found
      charts:
        - path: charts/shop                 # one entry for each deployment
          values: deploy/production.yaml
          set: ["image.tag=1.2"]
          release: shop
          namespace: shop
        - path: charts/shop
          values: [deploy/common.yaml, deploy/staging.yaml]
        - path: vendor/redis-18.2.0.tgz     # packed charts are read where they are named; a folder of them may be named, too

A chart that is not listed is read with its own values. \`--helm-values\` and \`--helm-set\` hold for all charts of a run, over what
the file says. [helm.md](sources/helm.md) tells how charts are read.

## Suppressing a finding

    # pullthrough-ignore: PT001, mutable-tag -- why
    image: docker.io/library/busybox

The comment speaks for the line it ends or for the statement below it; \`pullthrough-ignore-file\` at the top of a file
speaks for all of it. Without names it speaks for every check. A comment that suppresses nothing is reported. For files that
nobody may edit, \`exempt\` takes an image glob, a reason and the last day on which it holds.
`;
}

const forms = {
  value: 'a value',
  list: 'a list, split at commas',
  pairs: '`KEY=VALUE` pairs, split at commas',
};

function rowsOf(path, schema, root) {
  const description = [schema.title, schema.description].filter((text) => text !== undefined).join('. ');
  const standard = schema.default === undefined ? '' : `\`${schema.default}\``;
  const row = `| \`${path.join('.')}\` | ${upper(description).replaceAll('|', '\\|')} | ${standard} |`;
  const { item, place } = within(path, schema, root);
  const inner = Object.entries(item.properties ?? {}).flatMap(([key, value]) =>
    path[0] === 'checks' ? [] : rowsOf([...place, key], resolved(value, root), root),
  );
  return [row, ...inner];
}

/** What stands in a list or below the keys of a map, and how its place is written. */
function within(path, schema, root) {
  if (schema.type === 'array') {
    const place = [...path.slice(0, -1), `${path.at(-1)}[]`];
    return { item: resolved(schema.items ?? {}, root), place };
  }
  const each = schema.properties === undefined ? schema.additionalProperties : undefined;
  if (each?.$ref === undefined) return { item: schema, place: path };
  return { item: resolved(each, root), place: [...path, '<host>'] };
}

function resolved(schema, root) {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs[schema.$ref.split('/').at(-1)];
  return { ...target, ...schema, title: target.title };
}

function upper(text) {
  return text === '' ? text : text[0].toUpperCase() + text.slice(1);
}
