import { type BicepFile, parseBicep } from '../../formats/bicep/index.ts';
import { evaluateExpression, type Value } from '../../formats/expressions/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { type ParameterSet, parameterSets } from '../azure/index.ts';
import type { ExtractContext } from '../source.ts';
import { loadFunctions } from './load-functions.ts';
import { pathFrom } from './paths.ts';
import { fileScope } from './scope.ts';

const PARAMETER_FILES = /\.bicepparam$/i;

/** What the files of parameters beside a file give it, in Bicep and in JSON. */
export function setsFor(source: SourceText, context: ExtractContext): readonly ParameterSet[] {
  const own = (context.neighbours?.(PARAMETER_FILES) ?? []).flatMap((file) => {
    const parsed = parseBicep(file);
    return templateOf(file.path, parsed) === source.path ? [parametersOf(file, parsed, context)] : [];
  });
  return [...own, ...parameterSets(source, context)];
}

/** The file, from the root, that a file of parameters is for. */
export function templateOf(path: string, { statements }: BicepFile): string | undefined {
  const using = statements.find(({ kind }) => kind === 'using');
  return using?.kind === 'using' ? pathFrom(path, using.path) : undefined;
}

function parametersOf(
  { path }: SourceText,
  { statements }: BicepFile,
  context: ExtractContext,
): ParameterSet {
  const { scope } = fileScope(path, statements, new Map(), loadFunctions(path, context));
  const set = new Map<string, Value>();
  for (const statement of statements) {
    if (statement.kind === 'param' && statement.value !== undefined)
      set.set(statement.name.toLowerCase(), evaluateExpression(statement.value, scope));
  }
  return set;
}
