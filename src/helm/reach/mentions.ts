import type {
  BranchNode,
  CommandNode,
  ListNode,
  Operand,
  PipeNode,
  TemplateNode,
} from '../../formats/gotemplate/index.ts';

/** What of a stretch of a template can print an image: itself, and what else it executes. */
export interface Mentions {
  readonly itself: boolean;
  /** In the order of the text. */
  readonly steps: readonly Step[];
  /** Guards, and choices between two values, that stand in the text of an image. */
  readonly inName: readonly object[];
}

export type Step =
  | { readonly kind: 'list'; readonly list: ListNode }
  | { readonly kind: 'include'; readonly name: string }
  /** `template`: what it is handed comes first. */
  | { readonly kind: 'template'; readonly name: string; readonly handed: Mentions | undefined }
  /** What a branch tests; it counts where it can be printed within. */
  | { readonly kind: 'test'; readonly tested: Mentions; readonly counts: boolean };

/** In texts and constants. */
const IMAGE = /image(?!Pull)/i;

/** Names of fields: of parts of an image's name, and of what brings containers, whole objects or files along. */
const FIELD =
  /^Files$|^(?:repository|registry|hub)$|containers$|sidecars?$|^extra(?:Container|Deploy|Objects?$|Manifests?$|Resources$)/i;

/** What stands in the table of an image and is not of its name. */
const BESIDE_NAME = /^(?:debug|pull\w*|imagePull\w*)$/i;

/** The label whose value is often the tag of an image. */
const VERSION_LABEL = 'app.kubernetes.io/version';
const ENDS_ON_VERSION_LABEL = /app\.kubernetes\.io\/version["']?: *["']?$/;

interface Draft {
  itself: boolean;
  readonly steps: Step[];
  readonly inName: object[];
}

const byList = new WeakMap<ListNode, Mentions>();
const byCommand = new WeakMap<CommandNode, Mentions>();

/** Of a list without what the lists in it say. The trees of a library chart are those of every chart that has it: each is looked at once. */
export function mentionsOf(list: ListNode): Mentions {
  const known = byList.get(list);
  if (known !== undefined) return known;
  const draft = newDraft();
  let onImageLine = false;
  let onVersionLabel = false;
  for (const each of list.nodes) {
    if (each.kind === 'text') onImageLine = endsOnImageLine(each.text, onImageLine);
    else if (onImageLine) markChoicesOf(each, draft.inName);
    if (!onVersionLabel) node(each, draft);
    onVersionLabel = each.kind === 'text' && ENDS_ON_VERSION_LABEL.test(each.text);
  }
  byList.set(list, draft);
  return draft;
}

export function mentionsOfCommand(site: CommandNode): Mentions {
  const known = byCommand.get(site);
  if (known !== undefined) return known;
  const draft = newDraft();
  command(site, draft);
  byCommand.set(site, draft);
  return draft;
}

function newDraft(): Draft {
  return { itself: false, steps: [], inName: [] };
}

function node(each: TemplateNode, draft: Draft): void {
  switch (each.kind) {
    case 'text':
      draft.itself ||= IMAGE.test(each.text);
      return;
    case 'action':
      pipe(each.pipe, draft);
      return;
    case 'template':
      draft.steps.push({ kind: 'template', name: each.name, handed: each.pipe && ofPipe(each.pipe) });
      return;
    case 'if':
    case 'with':
    case 'range':
      branch(each, draft);
      return;
  }
}

function branch(each: BranchNode, draft: Draft): void {
  draft.steps.push({ kind: 'test', tested: ofPipe(each.pipe), counts: handsOn(each) });
  draft.steps.push({ kind: 'list', list: each.body });
  if (each.otherwise !== undefined) draft.steps.push({ kind: 'list', list: each.otherwise });
}

function ofPipe(each: PipeNode): Mentions {
  const draft = newDraft();
  pipe(each, draft);
  return draft;
}

function pipe({ commands }: PipeNode, draft: Draft): void {
  for (const each of commands) command(each, draft);
}

function command({ args }: CommandNode, draft: Draft): void {
  const [first, name] = args;
  if (args.some(isVersionLabel)) return;
  if (first?.kind !== 'identifier' || first.name !== 'include') {
    for (const arg of args) operand(arg, draft);
    return;
  }
  // A name that is put together is, nearly always, of a file whose checksum is taken.
  if (name?.kind === 'string') draft.steps.push({ kind: 'include', name: name.value });
  for (const arg of args.slice(2)) operand(arg, draft);
}

function operand(each: Operand, draft: Draft): void {
  switch (each.kind) {
    case 'string':
      draft.itself ||= IMAGE.test(each.value);
      return;
    case 'field':
    case 'variable':
      draft.itself ||= namesImage(each.names);
      return;
    case 'chain':
      operand(each.operand, draft);
      draft.itself ||= namesImage(each.names);
      return;
    case 'parentheses':
      pipe(each.pipe, draft);
      return;
  }
}

function isVersionLabel(operand: Operand): boolean {
  return operand.kind === 'string' && operand.value === VERSION_LABEL;
}

/** Whether what is tested can be printed within: by `if` only if it has a name. */
function handsOn({ kind, pipe: { declarations } }: BranchNode): boolean {
  return kind !== 'if' || declarations.length > 0;
}

function namesImage(names: readonly string[]): boolean {
  if (names.some((name) => FIELD.test(name))) return true;
  const at = names.findIndex((name) => IMAGE.test(name));
  return at !== -1 && !names.slice(at + 1).some((name) => BESIDE_NAME.test(name));
}

/** All that decides what a list prints: guards, and choices between two values. */
export function markChoices({ nodes }: ListNode, into: object[]): void {
  for (const each of nodes) markChoicesOf(each, into);
}

function markChoicesOf(each: TemplateNode, into: object[]): void {
  if (each.kind === 'action') markCommands(each.pipe, into);
  if (!('body' in each)) return;
  into.push(each);
  markChoices(each.body, into);
  if (each.otherwise !== undefined) markChoices(each.otherwise, into);
}

function markCommands({ commands }: PipeNode, into: object[]): void {
  for (const each of commands) {
    into.push(each);
    for (const arg of each.args) if (arg.kind === 'parentheses') markCommands(arg.pipe, into);
  }
}

/** Whether the line that a text leaves unfinished is that of an image. */
function endsOnImageLine(text: string, before: boolean): boolean {
  const lineStart = text.lastIndexOf('\n');
  return lineStart === -1 ? before || IMAGE.test(text) : IMAGE.test(text.slice(lineStart));
}
