import { isNull, parseYaml, resolve } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { SourceText } from '../../text/index.ts';
import type { ValuesError } from './errors.ts';
import { valueOfYaml } from './from-yaml.ts';
import { overlay } from './overlay.ts';
import { emptyTable, type TableValue } from './value.ts';

/** The values in a file: all of its documents, each over those before it (helm, pkg/chart/v2/loader, LoadValues). */
export function readValues(source: SourceText): Result<TableValue, ValuesError> {
  const { documents, problems } = parseYaml(source);
  const [problem] = problems;
  const file = source.path;
  if (problem !== undefined)
    return err({ code: 'syntax', message: problem.message, file, span: problem.span });
  let values = emptyTable;
  for (const { root } of documents) {
    if (root === undefined) continue;
    const node = resolve(root);
    if (node.kind === 'scalar' && isNull(node)) continue;
    const read = valueOfYaml(file, node);
    if (!read.ok) return read;
    if (read.value.kind !== 'table')
      return err({ code: 'not-a-table', message: 'values are not a map', file, span: node.span });
    values = values.entries.size === 0 ? read.value : overlay(values, read.value);
  }
  return ok(values);
}
