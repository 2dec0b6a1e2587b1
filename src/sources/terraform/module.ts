import {
  type Budget,
  evaluate,
  type HclExpression,
  type HclFile,
  newBudget,
  parseHcl,
  type Scope,
  unknown,
  type Value,
} from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { attributeOf } from '../evaluated/index.ts';
import { decoded } from './decode.ts';
import { withDefaults } from './type-defaults.ts';

/** An expression and the file that it stands in. */
interface Definition {
  readonly file: string;
  readonly expression: HclExpression;
}

/** What the files of one directory define together: Terraform reads them as one. */
export interface Module {
  /** Declared variables, with their defaults and with what `terraform.tfvars` and `*.auto.tfvars` give them. */
  readonly variables: ReadonlyMap<string, Definition | undefined>;
  /** Their types, which say what stands in for what a value leaves out. */
  readonly types: ReadonlyMap<string, Definition>;
  readonly locals: ReadonlyMap<string, Definition>;
  /** What whoever calls it gives to it. */
  readonly given?: ReadonlyMap<string, Value>;
  readonly known: Map<string, Value>;
  readonly budget: Budget;
}

/** Files whose definitions take the place of those in other files, attribute by attribute. */
const OVERRIDE = /(?:^|[/_])override\.(?:tf|tofu)$/;

/** Values that Terraform takes by itself, the later the stronger. */
export const GIVEN: RegExp = /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars$/;

/** The names of files that a module is made of. */
export const MODULE_FILES: RegExp = /\.(?:tf|tofu)$|(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars$/;

const trees = new WeakMap<SourceText, HclFile>();

/** A file is asked for once for itself, and once for each that calls its module. */
export function parsed(source: SourceText): HclFile {
  const before = trees.get(source);
  if (before !== undefined) return before;
  const file = parseHcl(source);
  trees.set(source, file);
  return file;
}

const modules = new WeakMap<readonly SourceText[], Module>();

/** The module that some files make; files that cannot be read in part say so where they are read themselves. */
export function moduleOf(files: readonly SourceText[]): Module {
  const before = modules.get(files);
  if (before !== undefined) return before;
  const module = readModule(files);
  modules.set(files, module);
  return module;
}

function readModule(files: readonly SourceText[]): Module {
  const variables = new Map<string, Definition | undefined>();
  const types = new Map<string, Definition>();
  const locals = new Map<string, Definition>();
  const sources = files.filter(({ path }) => !GIVEN.test(path));
  const overrides = sources.filter(({ path }) => OVERRIDE.test(path));
  for (const source of [...sources.filter((file) => !overrides.includes(file)), ...overrides]) {
    // Most files of a module hold resources alone.
    if (!/\b(?:variable|locals)\b/.test(source.text)) continue;
    for (const { type, labels, body } of parsed(source).body.blocks) {
      if (type === 'locals') {
        for (const { name, value } of body.attributes)
          locals.set(name, { file: source.path, expression: value });
      } else if (type === 'variable' && labels[0] !== undefined) {
        const value = attributeOf(body, 'default');
        const type = attributeOf(body, 'type');
        const { value: name } = labels[0];
        const definition = value === undefined ? undefined : { file: source.path, expression: value };
        variables.set(name, definition ?? variables.get(name));
        if (type !== undefined) types.set(name, { file: source.path, expression: type });
      }
    }
  }
  for (const source of given(files)) {
    for (const { name, value } of parsed(source).body.attributes) {
      if (variables.has(name)) variables.set(name, { file: source.path, expression: value });
    }
  }
  return { variables, types, locals, known: new Map(), budget: newBudget() };
}

/** `terraform.tfvars` first, then the others by name. */
function given(files: readonly SourceText[]): readonly SourceText[] {
  const rank = ({ path }: SourceText): string => (path.endsWith('.auto.tfvars') ? `1${path}` : `0${path}`);
  return files.filter(({ path }) => GIVEN.test(path)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

const decoders: ReadonlyMap<string, (args: readonly Value[]) => Value> = new Map([
  ['yamldecode', ([value]) => decoded(value)],
  ['jsondecode', ([value]) => decoded(value)],
]);

/** What names mean in a file of the module, outside of resources. */
export function moduleScope(module: Module, file: string): Scope {
  return {
    file,
    bindings: new Map(),
    reference: (names) => referenced(module, names),
    functions: decoders,
    budget: module.budget,
  };
}

function referenced(
  module: Module,
  names: readonly string[],
): { readonly value: Value; readonly used: number } {
  const [kind = '', name] = names;
  if (name === undefined) return { value: unknown(`${kind} has no value here`), used: names.length };
  if (kind === 'var') return { value: variable(module, name), used: 2 };
  if (kind === 'local') return { value: local(module, name), used: 2 };
  const used = names.slice(0, kind === 'data' ? 4 : 3);
  return { value: unknown(`${used.join('.')} is known only when Terraform runs`), used: names.length };
}

function variable(module: Module, name: string): Value {
  if (!module.variables.has(name)) return unknown(`variable ${name} is not declared in this directory`);
  const given = module.given?.get(name);
  if (given !== undefined && given.kind !== 'null') return typed(module, name, given);
  const definition = module.variables.get(name);
  if (definition === undefined) return unknown(`variable ${name} has no default`);
  return remembered(module, `var.${name}`, definition, (value) => typed(module, name, value));
}

/** The value of a variable, with what its type says where it leaves something out. */
function typed(module: Module, name: string, value: Value): Value {
  const type = module.types.get(name);
  return type === undefined ? value : withDefaults(value, type.expression, moduleScope(module, type.file));
}

function local(module: Module, name: string): Value {
  const definition = module.locals.get(name);
  return definition === undefined
    ? unknown(`local ${name} is not defined in this directory`)
    : remembered(module, `local.${name}`, definition);
}

function remembered(
  module: Module,
  key: string,
  { file, expression }: Definition,
  complete: (value: Value) => Value = (value) => value,
): Value {
  const before = module.known.get(key);
  if (before !== undefined) return before;
  module.known.set(key, unknown(`${key} is defined by itself`));
  const value = complete(evaluate(expression, moduleScope(module, file)));
  module.known.set(key, value);
  return value;
}

/** Arguments of a call that say which module it is and how often, and are no variables of it. */
export const metaArguments: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);
