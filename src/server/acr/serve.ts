import { listRepositories } from '../content/catalog.ts';
import type { Exchange, Services } from '../exchange.ts';
import type { ErrorAnswer } from '../http/errors.ts';
import { isRepositoryName } from '../http/names.ts';
import { ownHost } from '../http/own-address.ts';
import { sendError, sendJson } from '../http/reply.ts';
import type { Origin } from '../origins.ts';
import { readDetails } from './details.ts';
import { cutAcrPage, parseListRequest } from './list-page.ts';
import { mayRemove, removeManifest, removeRepository, removeTag } from './remove.ts';
import { readRepository, type StoredManifest, type StoredRepository } from './repository.ts';
import { type AcrRoute, parseAcrRoute } from './route.ts';
import { manifestShape, repositoryShape, tagShape } from './shapes.ts';

/** One repository of a request, with what the cache holds of it. */
interface Subject {
  readonly origin: Origin;
  readonly name: string;
  readonly stored: StoredRepository;
}

/** Answers ACR's own data-plane API below `/acr/v1/`, from what the cache holds: no upstream is asked. */
export async function serveAcr(exchange: Exchange, services: Services): Promise<void> {
  const { request, response, path, notes } = exchange;
  const route = parseAcrRoute(path);
  notes.kind = 'acr';
  response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'DELETE') {
    return sendError(request, response, unsupported('content of a cache cannot be changed or locked'));
  }
  if (route.kind === 'unknown') return sendError(request, response, unsupported('there is no such endpoint'));
  if (route.kind === 'catalog') {
    if (method === 'DELETE')
      return sendError(request, response, unsupported('the catalog cannot be deleted'));
    return serveCatalog(exchange, services);
  }
  const subject = await findSubject(exchange, services, route.name);
  if (subject === undefined) return sendError(request, response, unknownName(route.name));
  if (method === 'DELETE') return serveRemoval(exchange, services, subject, route);
  return serveSubject(exchange, services, subject, route);
}

async function serveCatalog(exchange: Exchange, { registry, records, faithful }: Services): Promise<void> {
  const { request, response, path, query } = exchange;
  const asked = parseListRequest(query);
  if (asked === undefined) return sendError(request, response, invalidList);
  // One more than asked tells whether a page follows.
  const names = await listRepositories(registry(), records, { ...asked, faithful, limit: asked.n + 1 });
  const dated = names.map((name) => ({ name, updatedAt: 0 }));
  const page = cutAcrPage(dated, { ...asked, orderby: 'none' }, path);
  sendJson(request, response, linkHeader(page.link), { repositories: page.entries.map(({ name }) => name) });
}

/** Undefined where the name stands for nothing, or for something of which nothing is held. */
async function findSubject(
  { notes }: Exchange,
  services: Services,
  name: string,
): Promise<Subject | undefined> {
  const origin = isRepositoryName(name) ? services.origins().find(name) : undefined;
  if (origin?.via !== 'rule') return undefined;
  notes.origin = origin;
  const stored = await readRepository(origin, services);
  return stored.manifests.length === 0 ? undefined : { origin, name, stored };
}

async function serveSubject(
  exchange: Exchange,
  services: Services,
  { origin, name, stored }: Subject,
  route: AcrRoute,
): Promise<void> {
  const { request, response, path, query } = exchange;
  const frame = { registry: services.registry().loginServer ?? ownHost(request), imageName: name };
  const send = (value: Readonly<Record<string, unknown>>, link?: string): void =>
    sendJson(request, response, linkHeader(link), { ...frame, ...value });
  const describe = async (manifest: StoredManifest, alone: boolean): Promise<unknown> =>
    manifestShape(manifest, await readDetails(services, origin, manifest.digest), alone);
  switch (route.kind) {
    case 'repository':
      return send(repositoryShape(stored));
    case 'tag': {
      const tag = stored.tags.find((entry) => entry.name === route.tag);
      return tag === undefined
        ? sendError(request, response, unknownTag(route.tag))
        : send({ tag: tagShape(tag) });
    }
    case 'manifest': {
      const manifest = stored.manifests.find(({ digest }) => digest === route.digest);
      if (manifest === undefined) return sendError(request, response, unknownManifest(name, route.digest));
      return send({ manifest: await describe(manifest, true) });
    }
    case 'tags': {
      const asked = parseListRequest(query);
      if (asked === undefined) return sendError(request, response, invalidList);
      const of = query.get('digest') ?? '';
      const tags = of === '' ? stored.tags : stored.tags.filter(({ digest }) => digest === of);
      const page = cutAcrPage(tags, asked, path, of === '' ? {} : { digest: of });
      return send({ tags: page.entries.map(tagShape) }, page.link);
    }
    case 'manifests': {
      const asked = parseListRequest(query);
      if (asked === undefined) return sendError(request, response, invalidList);
      const named = stored.manifests.map((manifest) => ({ ...manifest, name: manifest.digest }));
      const page = cutAcrPage(named, asked, path);
      const manifests: unknown[] = [];
      for (const manifest of page.entries) manifests.push(await describe(manifest, false));
      return send({ manifests }, page.link);
    }
  }
}

async function serveRemoval(
  { request, response }: Exchange,
  services: Services,
  { origin, name, stored }: Subject,
  route: AcrRoute,
): Promise<void> {
  if (!mayRemove(request, services))
    return sendError(
      request,
      response,
      unsupported('content is only removed from this machine, or by who has a password'),
    );
  if (route.kind === 'repository') {
    await removeRepository(services, origin, stored);
    const deleted = {
      manifestsDeleted: stored.manifests.map(({ digest }) => digest),
      tagsDeleted: stored.tags.map((tag) => tag.name),
    };
    response.writeHead(202, { 'Content-Type': 'application/json' }).end(JSON.stringify(deleted));
    return;
  }
  if (route.kind === 'tag') {
    if (!stored.tags.some((tag) => tag.name === route.tag))
      return sendError(request, response, unknownTag(route.tag));
    await removeTag(services, origin, route.tag);
    response.writeHead(202, { 'Content-Length': 0 }).end();
    return;
  }
  if (route.kind === 'manifest') {
    if (!(await removeManifest(services, origin, route.digest)))
      return sendError(request, response, unknownManifest(name, route.digest));
    response.writeHead(202, { 'Content-Length': 0 }).end();
    return;
  }
  sendError(request, response, unsupported('a list cannot be deleted'));
}

function linkHeader(link: string | undefined): Readonly<Record<string, string>> {
  return link === undefined ? {} : { Link: link };
}

function unknownName(name: string): ErrorAnswer {
  const message = 'repository name not known to registry';
  return { status: 404, code: 'NAME_UNKNOWN', message, detail: { name: name.slice(0, 255) } };
}

function unknownTag(tag: string): ErrorAnswer {
  const message = 'the specified tag does not exist';
  return { status: 404, code: 'TAG_UNKNOWN', message, detail: { Tag: tag.slice(0, 128) } };
}

function unknownManifest(name: string, digest: string): ErrorAnswer {
  const message = `manifest ${digest.slice(0, 140)} is not found`;
  return {
    status: 404,
    code: 'MANIFEST_UNKNOWN',
    message,
    detail: { Name: name, Revision: digest.slice(0, 140) },
  };
}

function unsupported(message: string): ErrorAnswer {
  return {
    status: 405,
    code: 'UNSUPPORTED',
    message,
    headers: { Allow: 'GET, HEAD, DELETE' },
  };
}

const invalidList: ErrorAnswer = {
  status: 400,
  code: 'UNSUPPORTED',
  message: 'n is a number from 1, orderby one of none, timeasc and timedesc',
};
