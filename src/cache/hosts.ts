/** Why nobody outside reaches a host; undefined when its name is a public one. One clause. */
export function privateHost(host: string): string | undefined {
  const name = withoutPort(host.toLowerCase());
  if (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127(?:\.\d+){3}$/.test(name) ||
    name === '[::1]'
  ) {
    return 'it is the machine that pulls';
  }
  if (isPrivateAddress(name)) return 'it is an address of a private network';
  if (!name.includes('.') && !name.startsWith('['))
    return 'it is a name without a domain, known only inside a network';
  const suffix = privateSuffixes.find((ending) => name.endsWith(ending));
  return suffix === undefined ? undefined : `names in ${suffix} are known only inside a network`;
}

/** RFC 6762 (.local), RFC 8375 (home.arpa), ICANN's reserved .internal, Kubernetes' cluster domain, RFC 2606. */
const privateSuffixes = [
  '.local',
  '.internal',
  '.home.arpa',
  '.svc',
  '.lan',
  '.corp',
  '.test',
  '.example',
  '.invalid',
];

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291. */
function isPrivateAddress(name: string): boolean {
  if (/^\[(?:f[cd]|fe[89ab])[0-9a-f:.]*\]$/.test(name)) return true;
  const octets = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(name);
  if (octets === null) return false;
  const first = Number(octets[1]);
  const second = Number(octets[2]);
  return (
    first === 10 ||
    (first === 192 && second === 168) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 169 && second === 254)
  );
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
