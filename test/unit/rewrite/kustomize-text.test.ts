import { describe, expect, it } from 'vitest';
import { plan, plannedOf } from './support.ts';

/** The file after the edit, for images of a manifest that it takes in; running again must change nothing. */
function edited(text: string, ...values: string[]): string {
  const { text: after } = plannedOf(plan(text, values));
  expect(plannedOf(plan(after, values)).edits).toEqual([]);
  return after;
}

/** The same for a text that says nothing of resources: they are put in front, and taken away again. */
function editedPart(text: string, ...values: string[]): string {
  const after = edited(resources + text, ...values);
  expect(after.startsWith(resources)).toBe(true);
  return after.slice(resources.length);
}

const resources = 'resources:\n- web.yaml\n';
const nginx = '- name: nginx\n  newName: team.azurecr.io/hub/nginx\n';

describe('a file without images', () => {
  it('gets the block at its end', () => {
    expect(edited(resources, 'nginx:1')).toBe(`${resources}images:\n${nginx}`);
  });

  it('gets one entry a spelling, sorted', () => {
    expect(edited(resources, 'nginx:1', 'docker.io/library/nginx', 'ghcr.io/a/b@sha256:ab')).toBe(
      `${resources}images:
- name: docker.io/library/nginx
  newName: team.azurecr.io/hub/nginx
- name: nginx
  newName: team.azurecr.io/hub/nginx
`,
    );
  });

  it('gets it as its lists are indented', () => {
    const indented = 'resources:\n  - web.yaml\n';
    expect(edited(indented, 'nginx')).toBe(
      `${indented}images:\n  - name: nginx\n    newName: team.azurecr.io/hub/nginx\n`,
    );
  });

  it('gets it after a blank line where the file uses them', () => {
    const spaced = 'kind: Kustomization\n\nresources:\n- web.yaml\n';
    expect(edited(spaced, 'nginx')).toBe(`${spaced}\nimages:\n${nginx}`);
    expect(edited(`${spaced}\n`, 'nginx')).toBe(`${spaced}\nimages:\n${nginx}`);
    const commented = 'kind: Kustomization\n\n# what is built\nresources:\n- web.yaml\n';
    expect(edited(commented, 'nginx')).toBe(`${commented}\nimages:\n${nginx}`);
  });

  it('keeps a missing line break at the end, and comments there', () => {
    expect(edited('resources: [web.yaml]', 'nginx')).toBe(
      `resources: [web.yaml]\nimages:\n${nginx.trimEnd()}`,
    );
    const comment = `${resources}# the end\n`;
    expect(edited(comment, 'nginx')).toBe(`${comment}images:\n${nginx}`);
  });

  it('keeps CRLF', () => {
    const crlf = resources.replaceAll('\n', '\r\n');
    expect(edited(crlf, 'nginx')).toBe(`${crlf}images:\n${nginx}`.replaceAll(/\r?\n/g, '\r\n'));
  });

  it('gets it in front of the next document', () => {
    const rest = '---\n# never read\nimages: []\n';
    expect(edited(resources + rest, 'nginx')).toBe(`${resources}images:\n${nginx}${rest}`);
    expect(edited(`---\n${resources}...\n`, 'nginx')).toBe(`---\n${resources}images:\n${nginx}...\n`);
  });

  it('keeps what a block scalar at the end holds', () => {
    for (const header of ['|', '|-', '>-', '|+']) {
      const text = `${resources}patches:\n- patch: ${header}\n    kind: Deployment\n\n`;
      const after = edited(text, 'nginx');
      expect(after.replace(`images:\n${nginx}`, '')).toBe(text);
    }
  });

  it('gets it inside when the file is one flow map', () => {
    expect(edited('{"resources": ["web.yaml"]}\n', 'nginx')).toBe(
      '{"resources": ["web.yaml"], "images": [{"name": "nginx", "newName": "team.azurecr.io/hub/nginx"}]}\n',
    );
    expect(edited('{resources: [web.yaml]}', 'nginx')).toBe(
      '{resources: [web.yaml], images: [{name: nginx, newName: team.azurecr.io/hub/nginx}]}',
    );
  });
});

describe('an empty images field', () => {
  it.each([
    ['images: []\nresources: [web.yaml]\n', `images:\n${nginx}resources: [web.yaml]\n`],
    ['images:\nresources: [web.yaml]\n', `images:\n${nginx}resources: [web.yaml]\n`],
    ['resources: [web.yaml]\nimages:', `resources: [web.yaml]\nimages:\n${nginx.trimEnd()}`],
    ['images: ~ # none yet\nresources: [web.yaml]\n', `images: # none yet\n${nginx}resources: [web.yaml]\n`],
    ['images: null\nresources: [web.yaml]\n', `images:\n${nginx}resources: [web.yaml]\n`],
    [
      '{images: [], resources: [web.yaml]}',
      '{images: [{name: nginx, newName: team.azurecr.io/hub/nginx}], resources: [web.yaml]}',
    ],
  ])('%j', (text, expected) => {
    expect(edited(text, 'nginx')).toBe(expected);
  });
});

describe('existing entries', () => {
  it('keep their order, quotes and comments; new ones follow', () => {
    const before = `# first
images:   # ours

  - name: 'acme/app'  # built here
    newTag: '1.5'     # set by the pipeline
    # newName: elsewhere
  # - name: off

resources: [web.yaml]
`;
    expect(edited(before, 'nginx:1', 'acme/app:1')).toBe(
      before.replace(
        '  # - name: off\n',
        "  # - name: off\n  - name: 'nginx'\n    newName: 'team.azurecr.io/hub/nginx'\n",
      ),
    );
  });

  it('leave a comment of the next field alone', () => {
    const before = 'images:\n- name: app\n  newTag: "1"\n# what is built\nresources: [web.yaml]\n';
    expect(edited(before, 'nginx')).toBe(before.replace('"1"\n', `"1"\n${nginx}`));
  });

  it('get a new name next to their tag', () => {
    const before = `resources: [web.yaml]
images:
- newTag: 1.27.2   # pinned after an incident
  name: nginx      # the proxy
- name: app
  newTag: "1"
`;
    expect(edited(before, 'nginx:1')).toBe(
      before.replace('# the proxy\n', '# the proxy\n  newName: team.azurecr.io/hub/nginx\n'),
    );
  });

  it('get it in a flow map too', () => {
    expect(
      editedPart('images: [{name: "nginx", newTag: "2"}, {name: app, newTag: "1"}]', 'nginx', 'redis'),
    ).toBe(
      'images: [{name: "nginx", newName: "team.azurecr.io/hub/nginx", newTag: "2"}, {name: app, newTag: "1"}, {name: redis, newName: team.azurecr.io/hub/redis}]',
    );
    expect(
      edited(
        '{"resources": ["web.yaml"], "images": [\n  {"name": "nginx", "newTag": "2"}\n]}',
        'nginx',
        'redis',
      ),
    ).toBe(
      '{"resources": ["web.yaml"], "images": [\n  {"name": "nginx", "newName": "team.azurecr.io/hub/nginx", "newTag": "2"},\n  {"name": "redis", "newName": "team.azurecr.io/hub/redis"}\n]}',
    );
  });

  it('get it in place of an empty one', () => {
    for (const empty of ['', ' ""', ' null', ' ~']) {
      const before = `images:\n- name: nginx\n  newName:${empty}\n  newTag: "2"\n`;
      const expected = 'images:\n- name: nginx\n  newName: team.azurecr.io/hub/nginx\n  newTag: "2"\n';
      expect(editedPart(before, 'nginx')).toBe(expected);
    }
  });

  it('are appended to as wide as they are written', () => {
    const before = 'images:\n  -   name: app\n      newTag: "1"';
    expect(editedPart(before, 'nginx')).toBe(
      `${before}\n  -   name: nginx\n      newName: team.azurecr.io/hub/nginx`,
    );
  });

  it('under the old name imageTags stay there', () => {
    const before = 'imageTags:\n- name: app\n  newTag: "1"\n';
    expect(editedPart(before, 'nginx')).toBe(before + nginx);
  });

  it('that others are aliases of are not touched', () => {
    const before = 'images:\n- &x {name: nginx, newTag: "2"}\n';
    expect(editedPart(before, 'nginx:1')).toBe(before + nginx);
  });
});

describe('names that YAML would misread are quoted', () => {
  it.each([
    ['y', '"y"'],
    ['null', '"null"'],
    ['2048', '"2048"'],
    ['1e3', '"1e3"'],
    ['nginx', 'nginx'],
    ['quay.io/a_b/c-d', 'quay.io/a_b/c-d'],
  ])('%s', (name, written) => {
    expect(edited(resources, name)).toContain(`- name: ${written}\n`);
  });
});
