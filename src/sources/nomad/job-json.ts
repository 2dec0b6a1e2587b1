import { append } from '../../append.ts';
import { at, field, formatPath, parseYaml, scalarText, walkTree } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { imagesOf, valueOfTree } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction } from '../source.ts';
import { runsContainers, taskImage } from './task-image.ts';

/** A job as the API takes it (`TaskGroups`, `Tasks`, `Config`), or in the JSON form of HCL (`job`, `group`, `task`, `config`). */
export function jsonJob(source: SourceText): Extraction | undefined {
  if (!/"(?:TaskGroups|group)"/.test(source.text) || !/"(?:Tasks|task)"/.test(source.text)) return undefined;
  const { documents, problems } = parseYaml(source);
  const root = documents[0]?.root;
  const isJob = [['TaskGroups'], ['Job', 'TaskGroups'], ['job']].some((path) => at(root, path) !== undefined);
  if (root === undefined || !isJob) return undefined;
  const found: FoundImage[] = [];
  walkTree(root, ({ node, path }) => {
    const config = node.kind === 'map' ? (field(node, 'Config') ?? field(node, 'config')) : undefined;
    const image = field(config?.value, 'image');
    if (node.kind !== 'map' || config === undefined || image === undefined) return undefined;
    const driver = field(node, 'Driver') ?? field(node, 'driver');
    if (driver === undefined || !runsContainers(scalarText(driver.value))) return undefined;
    const value = taskImage(valueOfTree(image.value, { file: source.path }));
    const at = formatPath([...path, config.key, 'image']);
    if (value === undefined) return undefined;
    const about = { purpose: 'pull', confidence: 'certain', reach: 'default' } as const;
    append(found, imagesOf({ value, path: at, conditions: [] }, source, image.value.span, about));
    return undefined;
  });
  return { found, problems: problems.map(({ span, message }) => ({ span, message })) };
}
