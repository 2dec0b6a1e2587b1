import { formatReference } from '../image/index.ts';
import { credentialVariable } from '../registry/index.ts';
import type { PullError, PullNote, VerifyTarget } from './types.ts';

/** What to do about an image that does not pull: one or two sentences. `via` is the address of the registry where that is not one of our own. */
export function advice(error: PullError, target: VerifyTarget, via: string | undefined): string {
  const { upstream, rule } = target;
  const source = upstream.registry;
  const atSource = via === undefined || error.party === 'source';
  switch (error.code) {
    case 'not-found':
      return notFoundAdvice(target, via);
    case 'rate-limited':
      return `${waitFor(error)} ${atSource ? limitAdvice(source, rule, via) : 'Registries of a higher tier have higher limits.'}`;
    case 'unauthorized':
      return atSource ? sourceLogin(source, rule, via) : registryLogin(via ?? '');
    case 'denied':
      return atSource
        ? `Check that the credentials for ${source} may pull ${upstream.repository}, and that there is such a repository. ${sourceLogin(source, rule, via)}`
        : `Check that you have the role AcrPull, or repository reader, and that the registry's firewall lets you in. ${registryLogin(via ?? '')}`;
    case 'network':
    case 'timeout':
    case 'unavailable':
    case 'stale':
    case 'aborted':
      return atSource
        ? `Check that ${source} can be reached and is up, and try again. HTTPS_PROXY names a proxy, --upstream ${source}=URL a mirror.`
        : 'Check the address after --via, the network and HTTPS_PROXY, and try again.';
    case 'tls':
      return error.message.includes('wrong version number')
        ? 'It seems to speak http, which it may do on this machine alone: write http:// before the address.'
        : 'If its certificate is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS.';
    case 'protocol':
    case 'invalid':
    case 'redirect-refused':
    case 'realm-refused':
      return `Look at what ${atSource ? source : via} answers; a proxy between may have changed it.`;
    case 'content':
      return 'Whoever publishes the image has to push it again; until then use another tag.';
    case 'schema-1':
      return 'Pull it with an old Docker and push it again, which converts it, or use a newer tag.';
    case 'no-platform':
      return 'Use an image that has the platform, or give the platforms that the nodes have with --platform.';
    case 'not-cached':
      return 'Try again; if it stays so, the store is too small or the upstream serves the image in a way that cannot be kept.';
    case 'no-rule':
      return 'Add a cache rule (`pullthrough rules` prints it), or take the reference off the list.';
  }
}

export function noteAdvice({ code }: PullNote): string {
  switch (code) {
    case 'moved':
      return 'Pin the newer digest when you want it, or leave the tag out.';
    case 'outdated':
      return 'Try again after the time to live; if it stays so, look at the cache rule and its credentials.';
    case 'not-imported':
      return 'Verify again in a few minutes.';
  }
}

function notFoundAdvice({ upstream, reference, rule }: VerifyTarget, via: string | undefined): string {
  const path = `${upstream.registry}/${upstream.repository}`;
  const where = `Check the name and the tag at ${path}`;
  if (via === undefined)
    return `${where}; private images are said not to exist to those who may not see them.`;
  return `${where}, and that the registry has the cache rule ${rule}: without it there is no repository ${formatReference({ registry: reference.registry, repository: reference.repository })}.`;
}

function waitFor({ retryAfterSeconds }: PullError): string {
  return retryAfterSeconds === undefined
    ? 'Wait until the limit is over and try again.'
    : `Try again in ${duration(retryAfterSeconds)}.`;
}

function limitAdvice(source: string, rule: string, via: string | undefined): string {
  return `${sourceLogin(source, rule, via)} --platform and --depth manifest ask for less.`;
}

function sourceLogin(source: string, rule: string, via: string | undefined): string {
  if (via !== undefined) {
    return `Give the cache rule ${rule} a credential set for ${source} whose secrets are valid, and which may read them (az acr credential-set show).`;
  }
  const variable = credentialVariable(source);
  return `Log in with docker login ${source}${variable === undefined ? '' : `, or set ${variable}=user:token`}.`;
}

function registryLogin(via: string): string {
  const { host } = new URL(via);
  const variable = credentialVariable(host);
  const acr = /^([^.]+)\.azurecr\.[a-z.]+$/.exec(host)?.[1];
  return `Log in with ${acr === undefined ? '' : `az acr login --name ${acr}, `}docker login ${host}${variable === undefined ? '' : `, or set ${variable}=user:password`}.`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3_600)} h`;
}
