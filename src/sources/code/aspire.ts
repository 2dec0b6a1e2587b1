import { isReference } from '../../image/index.ts';
import { type Fragment, madeFragment, slice } from '../../text/index.ts';
import type { FoundImage } from '../image-use.ts';
import { imageOf } from '../pieces.ts';
import { aspireResources } from './aspire-resources.ts';
import { type Argument, type Call, callsOf, isMark } from './calls.ts';
import { type Program, textOf } from './texts.ts';

/** The containers of an AppHost of .NET Aspire (aspire.dev, `fundamentals/app-host-overview`). */
export function aspireImages(program: Program): readonly FoundImage[] {
  const { tokens } = program;
  const byStart = new Map(
    callsOf(tokens, (name) => /^(?:Add|With)[A-Z]/.test(name)).map((call) => [call.start, call]),
  );
  return [...byStart.values()].flatMap((call) => {
    const name = call.names.at(-1) ?? '';
    return name.startsWith('Add') ? resourceImages(name, call, chainOf(call), program) : [];
  });

  /** The calls that go on behind one: `.WithImageTag("7")`. */
  function chainOf({ end }: Call): readonly Call[] {
    const chain: Call[] = [];
    for (let at = end; isMark(tokens[at], '.'); ) {
      const next =
        byStart.get(at + 1) ??
        callsOf(tokens.slice(at + 1, at + 400), () => true).find(({ start }) => start === 0);
      if (next === undefined) break;
      const isShifted = byStart.get(at + 1) === undefined;
      if (!isShifted) chain.push(next);
      at = isShifted ? at + 1 + next.end : next.end;
    }
    return chain;
  }
}

type Part = readonly Fragment[];

function resourceImages(
  name: string,
  call: Call,
  chain: readonly Call[],
  program: Program,
): readonly FoundImage[] {
  const read = (argument: Argument | undefined): Part | undefined =>
    argument && textOf(argument.tokens, program)?.value.fragments;
  const own = name === 'AddContainer' ? { image: read(call.args[1]), tag: read(call.args[2]) } : undefined;
  let { image, tag } = own ?? { image: undefined, tag: undefined };
  let registry: Part | undefined;
  let digest: Part | undefined;
  let isSet = own !== undefined;
  for (const { names, args } of chain) {
    const method = names.at(-1);
    const [first, second] = args;
    if (method === 'WithImage') {
      image = read(first);
      tag = second === undefined ? tag : read(second);
      isSet = true;
    } else if (method === 'WithImageTag') tag = read(first);
    else if (method === 'WithImageRegistry') registry = read(first);
    else if (method === 'WithImageSHA256') digest = read(first);
  }
  const { source, tokens } = program;
  const at = tokens[call.start]?.span ?? { start: 0, end: 0 };
  const preset = aspireResources.get(name);
  const path = isSet && name !== 'AddContainer' ? `${name}.WithImage` : name;
  const base = { path, purpose: 'pull', confidence: 'likely', reach: 'default' } as const;
  if (!isSet) {
    if (preset === undefined) return [];
    if (tag === undefined) {
      const reason = 'the version of the Aspire package says which tag it has';
      return [
        { ...base, span: at, value: preset, named: preset, unresolved: { code: 'not-visible', reason } },
      ];
    }
    const repository = registry === undefined ? preset : preset.slice(preset.indexOf('/') + 1);
    image = [madeFragment(repository)];
  }
  if (image === undefined) {
    const written = name === 'AddContainer' ? call.args[1]?.tokens : undefined;
    const [first, last] = [written?.[0], written?.at(-1)];
    if (first === undefined || last === undefined) return [];
    const span = { start: first.span.start, end: last.span.end };
    const reason = 'the program says only when it runs which image it is';
    return [{ ...base, span, value: slice(source, span), unresolved: { code: 'variable', reason } }];
  }
  const fragments = [
    ...(registry === undefined ? [] : [...registry, madeFragment('/')]),
    ...image,
    ...(tag === undefined || hasTag(image) ? [] : [madeFragment(':'), ...tag]),
    ...(digest === undefined ? [] : [madeFragment('@sha256:'), ...digest]),
  ];
  const made = imageOf(fragments, source.path, at);
  if (made.unresolved === undefined && !isReference(made.value)) return [];
  return [isSet ? made : { ...made, span: at }].map((found) => ({ ...found, ...base }));
}

function hasTag(image: Part): boolean {
  return image.some((fragment) => fragment.kind === 'text' && /:[^/]*$/.test(fragment.text));
}
