import { type Command, Option } from 'commander';
import { collect } from '../collect.ts';
import type { CertificateFlags } from './server-certificate.ts';

/** How upstreams are reached and where what they send is kept: for every command that runs the local registry. */
export interface UpstreamFlags {
  /** A directory, or a place in Azure Blob Storage. */
  readonly store?: string;
  /** `HOST=URL` each. */
  readonly upstream?: readonly string[];
}

export interface ServerFlags extends UpstreamFlags, CertificateFlags {
  readonly listen: string;
  readonly ttl: string;
  readonly missingTtl: string;
  readonly maxStoreSize?: string;
  readonly offline?: boolean;
  readonly allowHost?: readonly string[];
  readonly tlsClientCa?: string;
  readonly htpasswd?: string;
  readonly faithful?: boolean;
  readonly grace: string;
  /** True without an address. */
  readonly azure?: string | true;
  /** True without a level. */
  readonly log?: true | 'error' | 'warn' | 'info' | 'debug';
}

export function addUpstreamOptions(command: Command, defaultStore: string): Command {
  return command
    .option(
      '--store <place>',
      `where content is kept: a directory, or azblob://ACCOUNT/CONTAINER/PREFIX in Azure Blob Storage (default: ${defaultStore})`,
    )
    .option(
      '--upstream <host=url>',
      'reach a registry of the rules at another address: any https URL, or http on this machine; may be repeated',
      collect,
    );
}

/** 5000 is the port that the registry image has used from the start. */
const defaultListen = '127.0.0.1:5000';

export function addServerOptions(command: Command): Command {
  return addUpstreamOptions(
    command.option('--listen <address:port>', 'where to listen; port 0 takes a free one', defaultListen),
    '$XDG_CACHE_HOME/pullthrough/store',
  )
    .option('--max-store-size <size>', 'give up the images pulled longest ago beyond this size, such as 20GB')
    .option('--ttl <seconds>', 'how long what a tag names counts as current; 0 asks each time', '300')
    .option(
      '--missing-ttl <seconds>',
      'how long something counts as missing after its upstream said so; 0 asks each time',
      '5',
    )
    .option('--offline', 'serve what is in the store, and ask no upstream')
    .option(
      '--allow-host <name>',
      'a further name by which clients address a server that listens on this machine alone; may be repeated',
      collect,
    )
    .option('--tls', 'serve https, with a certificate for this machine whose authority is kept in the store')
    .option(
      '--tls-host <host>',
      'a further name or address that the certificate of --tls is good for; may be repeated',
      collect,
    )
    .option('--tls-cert <file>', 'serve https with this PEM certificate chain; needs --tls-key')
    .option('--tls-key <file>', 'the PEM key of --tls-cert')
    .option(
      '--tls-client-ca <file>',
      'serve only clients with a certificate of the authorities in this PEM file; needs https',
    )
    .option('--htpasswd <file>', 'serve only the users of this htpasswd file, which holds bcrypt hashes')
    .option(
      '--faithful',
      "behave as ACR does where that serves nobody: asynchronous import, ACR's own error texts",
    )
    .option(
      '--azure [address:port]',
      'answer az and Azure SDKs too, over https on this machine (127.0.0.1:5443 without an address): cache rules and credential sets that they create are served at once, and kept in the store',
    )
    .option('--grace <seconds>', 'how long pulls may take to finish after SIGTERM', '10')
    .addOption(
      new Option(
        '--log [level]',
        'JSON lines on standard error in place of the text for people: info (without a level), with one for each request; debug, with one for each request to an upstream, too; warn; error',
      ).choices(['error', 'warn', 'info', 'debug']),
    );
}
