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
variable over the file, the file over the default. Lists replace each other; \`buildArgs\`, \`checks\` and \`plan\` are joined key
by key. Paths are relative to the configuration file, and to the working directory where a flag or a variable gives them;
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
Without it the files of docker and podman are asked. An upstream that \`--upstream HOST=URL\` puts elsewhere gets the
credentials of that address. \`HTTPS_PROXY\`, \`ALL_PROXY\` and \`NO_PROXY\` hold for upstreams.

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
  const item = schema.type === 'array' ? resolved(schema.items ?? {}, root) : schema;
  const inner = Object.entries(item.properties ?? {}).flatMap(([key, value]) =>
    path[0] === 'checks' ? [] : rowsOf([...inList(path, schema), key], resolved(value, root), root),
  );
  return [row, ...inner];
}

function inList(path, schema) {
  return schema.type === 'array' ? [...path.slice(0, -1), `${path.at(-1)}[]`] : path;
}

function resolved(schema, root) {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs[schema.$ref.split('/').at(-1)];
  return { ...target, ...schema, title: target.title };
}

function upper(text) {
  return text === '' ? text : text[0].toUpperCase() + text.slice(1);
}
