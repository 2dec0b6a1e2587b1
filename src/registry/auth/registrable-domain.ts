import { isIP } from 'node:net';
import { hostnameOf } from '../hosts.ts';

/** Names that stand directly below a country's domain where everybody may register below them: `co.uk`, `com.au`. */
const secondLevels: ReadonlySet<string> = new Set(
  'ac ad adv asn biz co com ed edu ens firm gen go gob gouv gov govt gv id idv ind inf info int k12 lg ltd me mil muni ne net nhs nic nom or org plc police pol pro re sch school store tm web'.split(
    ' ',
  ),
);

/** Domains below which strangers run registries or anything else, so that a neighbour is nobody's friend. */
const sharedDomains: readonly string[] = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'app.cloud.gov',
  'appspot.com',
  'aliyuncs.com',
  'azurecr.cn',
  'azurecr.io',
  'azurecr.us',
  'azurecontainer.io',
  'azureedge.net',
  'azurefd.net',
  'azurewebsites.net',
  'cloudapp.azure.com',
  'cloudfront.net',
  'duckdns.org',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'jfrog.io',
  'netlify.app',
  'ngrok.app',
  'ngrok.io',
  'ngrok-free.app',
  'ocir.io',
  'onrender.com',
  'pages.dev',
  'r2.dev',
  'railway.app',
  'run.app',
  'trafficmanager.net',
  'trycloudflare.com',
  'vercel.app',
  'windows.net',
  'workers.dev',
];

/**
 * The part of a host name that one owner has registered: `docker.io` of `registry-1.docker.io`. Undefined for an address, a name
 * without a dot, and a name below a domain that strangers share.
 *
 * The public suffix list is not consulted. The rule is: two labels, or three below a country's domain with a usual second
 * level. It is wrong for suffixes that it does not know (`*.kawasaki.jp`, a hosting company's domain): there two customers
 * count as one owner. A registry that sends us to another host of such a suffix is therefore trusted with the credentials
 * of that registry alone, over https, and of no other.
 */
export function registrableDomain(host: string): string | undefined {
  const name = hostnameOf(host);
  if (isIP(name) !== 0) return undefined;
  if (sharedDomains.some((shared) => name === shared || name.endsWith(`.${shared}`))) return undefined;
  const labels = name.split('.');
  const [second, top] = labels.slice(-2);
  if (second === undefined || top === undefined || labels.includes('')) return undefined;
  const length = top.length === 2 && secondLevels.has(second) ? 3 : 2;
  return labels.length < length ? undefined : labels.slice(-length).join('.');
}
