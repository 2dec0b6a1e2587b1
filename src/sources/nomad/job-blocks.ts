import { fragmentsOf } from '../../formats/expressions/index.ts';
import { type HclBody, knownText, type Scope } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { attributeOf, attributeValue, blocksOf, imageOf, type Scoped, textOf } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { runsContainers, taskImage } from './task-image.ts';

/** Jobs in jobs. */
const MAX_DEPTH = 10;

/** The images of the tasks of a file's jobs, in HCL. */
export function jobImages(body: HclBody, scope: Scope, source: SourceText): readonly FoundImage[] {
  const found: FoundImage[] = [];
  const visit = (block: Scoped, path: string, depth: number): void => {
    if (block.type === 'task' || block.type === 'sidecar_task') readTask(block, path, source, found);
    if (depth > MAX_DEPTH) return;
    for (const inner of blocksOf(block)) {
      const label = inner.label === undefined ? '' : `.${inner.label}`;
      visit(inner, `${path}.${inner.type}${label}`, depth + 1);
    }
  };
  for (const { type, labels, body: job } of body.blocks) {
    const name = labels[0]?.value ?? '';
    const path = name === '' ? type : `${type}.${name}`;
    if (type === 'job') visit({ type, body: job, scope, reach: 'default' }, path, 0);
  }
  return found;
}

function readTask(task: Scoped, path: string, source: SourceText, found: FoundImage[]): void {
  const driver = attributeValue(task, 'driver');
  const plain = driver === undefined ? undefined : (knownText(driver) ?? 'docker');
  if (!runsContainers(plain)) return;
  for (const config of blocksOf(task)) {
    if (config.type !== 'config') continue;
    const expression = attributeOf(config.body, 'image');
    const value = attributeValue(config, 'image');
    const image = value === undefined ? undefined : taskImage(value);
    const fragments = image === undefined ? undefined : fragmentsOf(image);
    if (expression === undefined || fragments === undefined || fragments.length === 0) continue;
    const own = imageOf(fragments, source.path, expression.span);
    const template = /\[\[.*?\]\]/.exec(textOf(fragments).slice(0, 2000))?.[0];
    found.push({
      ...own,
      ...(template === undefined
        ? {}
        : { unresolved: { code: 'template', reason: `the expression ${template} has no value here` } }),
      path: `${path}.config.image`,
      ...(task.label === undefined ? {} : { object: { kind: 'task', name: task.label } }),
      // What is loaded from an archive is not pulled.
      purpose: attributeOf(config.body, 'load') === undefined ? 'pull' : 'mention',
      confidence: 'certain',
      reach: 'default',
    });
  }
}
