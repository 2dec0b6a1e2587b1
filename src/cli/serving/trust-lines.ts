import { shellWord } from '../../emit/shared/shell.ts';

/** How clients come to trust the authority of the server's own: lines for a person, to copy. `host` is the server's, with its port. */
export function trustLines(caFile: string, host: string): readonly string[] {
  const file = shellWord(caFile);
  const copied = (directory: string): string => `install -D -m 644 ${file} ${directory}/${host}/ca.crt`;
  return [
    `the certificate is signed by an authority of this store's own, ${caFile}`,
    'to trust it, whatever you pull with:',
    `  docker             sudo ${copied('/etc/docker/certs.d')}`,
    `  podman, skopeo     ${copied('~/.config/containers/certs.d')}`,
    `  containerd         ca = ${JSON.stringify(caFile)}, below [host."https://${host}"] in hosts.toml`,
    `  curl               curl --cacert ${file} https://${host}/v2/`,
    `  crane, oras, helm  export SSL_CERT_FILE=${file}`,
    `  Node               export NODE_EXTRA_CA_CERTS=${file}`,
    `  Python, az         export REQUESTS_CA_BUNDLE=${file}`,
  ];
}
