import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';
import { otherFiles } from './chain.ts';
import { isComposeName, mayBeCompose } from './claims.ts';
import { environmentOf } from './environment.ts';
import { readFragments } from './fragments.ts';
import { readIncludes } from './includes.ts';
import { readModels } from './models.ts';
import { type Project, projectOf } from './project.ts';
import type { Reader } from './reader.ts';
import { readService } from './service.ts';
import { hasTemplateKey, withoutStatements } from './statements.ts';
import type { Variables } from './variables.ts';

/** Compose files, of Docker and Podman, that are named as such. */
export const compose: Source = {
  id: 'compose',
  words: ['compose', 'docker-stack', 'fig.'],
  claims: isComposeName,
  hints: ['image', 'dockerfile_inline', 'model', 'include', 'extends', 'cache_', 'tags'],
  extract: (source, context) => extractCompose(source, context, true),
};

/** The same under any other name, where nothing but a Compose file has this form. */
export const composeElsewhere: Source = {
  id: 'compose',
  endings: ['.yaml', '.yml', '.json'],
  claims: (path, chart) => chart === undefined && mayBeCompose(path),
  hints: ['image'],
  extract: (source, context) =>
    mayHold(source.text) ? extractCompose(source, context, isComposeName(source.path)) : undefined,
};

/** Asked of every YAML and JSON file: nothing is parsed that need not be. */
function mayHold(text: string): boolean {
  if (!text.includes('services') || (text.includes('apiVersion') && text.includes('kind'))) return false;
  return SERVICES.test(text);
}

/** At the top of YAML, or anywhere in JSON. */
const SERVICES = /(?:^|[{,]\s*)["']?services["']?[ \t]*:/m;

/** Aliases can name more than a file has bytes ("billion laughs"); real files stay far below this. */
const MOST_BEHIND_ALIASES = 50_000;

function extractCompose(source: SourceText, context: ExtractContext, named: boolean): Extraction | undefined {
  const plain = withoutStatements(source.text);
  const unfilled = plain === source.text ? source : { ...source, text: plain };
  const { stream, masked, text } = readManifest(unfilled, hasTemplateKey(plain));
  const projects = stream.documents.flatMap(({ root }) => projectOf(root, named) ?? []);
  const unread = stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) }));
  if (projects.length === 0) {
    const isBroken = named && unread.length > 0 && SERVICES.test(source.text);
    return isBroken ? { found: [], problems: unread } : undefined;
  }
  const read: SourceText = text === source.text ? source : { ...source, text };
  const reader: Reader = {
    source: read,
    context,
    variables: whenAsked(() => environmentOf(read, projects[0], context)),
    confidence: named ? 'certain' : 'likely',
    found: [],
    problems: [],
    built: new Set(),
    used: new Set(),
    budget: { left: MOST_BEHIND_ALIASES },
  };
  for (const project of projects) readProject(project, reader);
  const found = reader.found.map((image) => asBuilt(masked ? filledIn(image, source) : image, reader));
  return {
    found: found.sort((a, b) => a.span.start - b.span.start),
    problems: [...unread, ...reader.problems],
  };
}

function readProject(project: Project, reader: Reader): void {
  const files = otherFiles(reader);
  for (const service of project.services) readService(service, project, reader, files);
  readModels(project, reader);
  readIncludes(project, reader);
  readFragments(project, reader);
}

/** Most files have no variables, and need nothing from beside them. */
function whenAsked(make: () => Variables): Variables {
  let made: Variables | undefined;
  const variables = (): Variables => {
    made ??= make();
    return made;
  };
  return { scope: (name) => variables().scope(name), proposed: () => variables().proposed() };
}

/** Puts the actions of a template back, in the names of services as well. */
function filledIn(image: FoundImage, source: SourceText): FoundImage {
  const whole = unmasked(image, source);
  return { ...whole, path: withoutFiller(whole.path) };
}

/** An image that the file itself builds is nowhere to be pulled from. */
function asBuilt(image: FoundImage, { built }: Reader): FoundImage {
  const isPulled = image.purpose === 'pull' || image.purpose === 'build';
  return isPulled && isBuilt(image.value, built) ? { ...image, purpose: 'mention' } : image;
}

const LATEST = ':latest';

function isBuilt(name: string, built: ReadonlySet<string>): boolean {
  const bare = name.endsWith(LATEST) ? name.slice(0, -LATEST.length) : name;
  return built.has(name) || built.has(bare) || built.has(bare + LATEST);
}
