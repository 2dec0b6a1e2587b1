import { describe, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { serve } from '../support/serve-cli.ts';
import { ask } from '../support/server/ask.ts';
import { startHub } from '../support/shop-upstream.ts';
import { type BrowserPage, openPage } from './browser.ts';
import { chromium, need } from './programs.ts';

const longName = 'a-rule-with-a-name-of-fifty-characters-and-no-spaces';
const configuration = `registry: team.azurecr.io
rules:
  - { name: docker-hub, source: docker.io/*, target: hub/* }
  - { name: ${longName.slice(0, 50)}, source: ghcr.io/an-organisation-with-a-long-name/*, target: a/path/of/many/parts/that/is/long/an-organisation/* }
`;

const hostile = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;

const text = (page: BrowserPage, selector: string): Promise<string> =>
  page.evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText`);

interface AxNode {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** What assistive technology is told: `role name`. */
async function told(page: BrowserPage): Promise<readonly string[]> {
  const { nodes } = await page.send('Accessibility.getFullAXTree');
  return (nodes as readonly AxNode[]).map(({ role, name }) => `${role?.value} ${name?.value}`);
}

describe('the status page in Chromium', () => {
  test('shows a pull while it happens, what it comes to, and that the server is gone', async (context) => {
    const page = await openPage(need(chromium, context));
    const hub = await startHub();
    const [layer] = hub.repositories['library/web']?.blobs ?? [];
    hub.fault = ({ url }) => {
      if (url.includes('/blobs/')) return { kind: 'slow', pieceBytes: 1_000, pauseMs: 150 };
      if (!url.includes('/hostile/')) return undefined;
      const body = JSON.stringify({ errors: [{ code: 'DENIED', message: hostile }] });
      return { kind: 'status', status: 403, body };
    };
    const cwd = repository({ 'pullthrough.yaml': configuration });
    const served = await serve(['--upstream', `docker.io=${hub.url}`], { cwd });
    const at = (path: string): string => `${served.url}/v2/hub/${path}`;

    await page.open(`${served.url}/`);
    expect(await text(page, '#state')).toBe('Ready');
    expect(await text(page, '#fills')).toBe('Nothing is being fetched.');
    expect(await text(page, '#summary')).toMatch(/Hit rate\s+–/);
    expect(await text(page, '#rules')).toContain('docker.io/*');

    await ask(at('library/web/manifests/1.0'));
    const pull = ask(at(`library/web/blobs/${layer?.digest}`));
    const progress = (): Promise<number> =>
      page.evaluate("document.querySelector('#fills progress')?.position ?? -1");
    await expect.poll(progress, { timeout: 30_000 }).toBeGreaterThan(0);
    const before = await progress();
    await expect.poll(progress, { timeout: 30_000 }).toBeGreaterThan(before);
    expect(await text(page, '#fills')).toMatch(/docker\.io\/library\/web.*of 70 kB, \d+ %\s+1$/s);
    await pull;
    await expect.poll(() => text(page, '#fills'), { timeout: 30_000 }).toBe('Nothing is being fetched.');
    expect(await text(page, '#summary')).toMatch(/Hit rate\s+0 %\s+0 of 2/);

    await ask(at('library/web/manifests/1.0'));
    await ask(at(`library/web/blobs/${layer?.digest}`));
    await expect.poll(() => text(page, '#summary'), { timeout: 30_000 }).toMatch(/Hit rate\s+50 %\s+2 of 4/);
    expect(await text(page, '#repositories')).toMatch(/hub\/library\/web:1\.0 docker\.io\/library\/web/);

    await ask(at('hostile/image/manifests/1'));
    await expect.poll(() => text(page, '#upstreams'), { timeout: 30_000 }).toContain(hostile);
    expect(await page.evaluate("document.querySelectorAll('main img, main script').length")).toBe(0);
    expect(await page.evaluate('document.title')).toBe('50 % · pullthrough');
    expect(page.errors).toEqual([]);
    // What is not the page's own is refused, and would have been seen above.
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<i style="color:red"></i>')`);
    await expect.poll(() => page.errors.join()).toContain('style-src');

    served.child.kill('SIGKILL');
    await expect
      .poll(() => text(page, '#connection'), { timeout: 30_000 })
      .toMatch(/^No answer from the server since .*What is shown is from then\.$/);
    expect(await text(page, '#rules')).toContain('docker.io/*');
  });

  test.for([320, 390, 1280])('fits a window of %d pixels, and is told as tables', async (width, context) => {
    const page = await openPage(need(chromium, context));
    const hub = await startHub();
    const cwd = repository({ 'pullthrough.yaml': configuration });
    const served = await serve(['--upstream', `docker.io=${hub.url}`], { cwd });
    await ask(`${served.url}/v2/hub/library/tool/manifests/latest`);
    await page.send('Emulation.setDeviceMetricsOverride', {
      width,
      height: 800,
      deviceScaleFactor: 1,
      mobile: width < 1000,
    });
    await page.open(`${served.url}/`);
    const wide =
      "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))";
    expect(await page.evaluate(wide)).toEqual([]);
    const nodes = await told(page);
    for (const node of [
      'heading pullthrough',
      'table Cache rules',
      'rowheader docker-hub',
      'columnheader Hit rate',
      'cell docker.io/*',
      'table Cached images',
    ]) {
      expect(nodes).toContain(node);
    }
    expect(page.errors).toEqual([]);
  });
});
