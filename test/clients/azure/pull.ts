import { request } from 'node:https';

/** Asks for something below `/v2/` over https, and wants it. */
export function pull(url: string, ca: string, path: string, auth: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ca, agent: false, ...(auth === undefined ? {} : { auth }) };
    request(`${url}/v2/${path}`, options, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${path}: ${response.statusCode}`));
      });
    })
      .on('error', reject)
      .end();
  });
}
