import { TEMPLATE_FILLER } from '../formats/yaml/index.ts';
import type { ImageReference } from '../image/index.ts';
import type { UnresolvedReason } from './image-use.ts';
import { isNameStandIn, isTagStandIn } from './tag-stand-in.ts';

/** A text that something else fills in later, and how its writers mark the place. */
interface Mark {
  readonly pattern: RegExp;
  readonly code: UnresolvedReason['code'];
  readonly reason: (name: string) => string;
}

const variable = (name: string): string => `variable ${name} has no value here`;
const placeholder = (name: string): string => `${name} is a placeholder that something else fills in`;
const expression = (name: string): string => `the expression ${name} has no value here`;

/** A host has no underscore and a path no capitals, so that IMAGE_REGISTRY/web and BASE_IMAGE can only be stand-ins. */
const STAND_IN: RegExp = /(?<=^|\/)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=$|[/:@])|[A-Z]*IMAGE(?=$|[:@]))/;

const marks: readonly Mark[] = [
  // Helm, Argo Workflows, Jinja, Kyverno.
  { pattern: /\{\{[^\n}]*\}\}?/, code: 'template', reason: expression },
  // Azure Pipelines and GitLab inputs.
  { pattern: /\$\{\{[^\n}]*\}\}?|\$\[\[[^\n\]]*\]\]/, code: 'template', reason: expression },
  // Shells, envsubst, Flux substitutions.
  { pattern: /\$\{([A-Za-z_][\w.-]*)[^\n}]*\}/, code: 'variable', reason: variable },
  // Kubernetes, Tekton and OpenShift parameters.
  { pattern: /\$\(([^\n()]+)\)/, code: 'variable', reason: variable },
  { pattern: /\$([A-Za-z_]\w*)/, code: 'variable', reason: variable },
  // Spruce and the replace-tokens tasks of CI systems.
  { pattern: /\(\([^\n)]*\)\)/, code: 'template', reason: expression },
  { pattern: /#\{[^\n}]*\}#?/, code: 'variable', reason: placeholder },
  { pattern: /<[^\n<>]+>/, code: 'variable', reason: placeholder },
  // Formatted by a script: Python, Make, sed.
  { pattern: /\{[A-Za-z_][\w.-]*\}/, code: 'variable', reason: placeholder },
  { pattern: STAND_IN, code: 'variable', reason: placeholder },
  { pattern: /__[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*__/, code: 'variable', reason: placeholder },
  { pattern: /%[A-Za-z_]\w*%|@[A-Z][A-Z0-9_]*@/, code: 'variable', reason: placeholder },
  {
    pattern: /\b(?:PLACEHOLDER|REPLACE[-_ ]?ME|CHANGE[-_ ]?ME|YOUR[-_]IMAGE)\b/,
    code: 'variable',
    reason: placeholder,
  },
];

/** Built from source and pushed by `ko` at deployment: there is no image to pull before. */
const KO = /^ko:\/\//;

/** No reference is this long, and what is left to be filled in shows well before; beyond it nothing is searched. */
const LONGEST = 2_000;

/** Why a text cannot be an image reference yet; undefined when nothing in it is left to be filled in. */
export function unresolvedText(text: string): UnresolvedReason | undefined {
  if (KO.test(text)) return { code: 'not-visible', reason: 'ko builds this image from source at deployment' };
  // Gateways leave it to the injection (istio.io, `Installing Gateways`); no registry has an image of this name.
  if (text === 'auto')
    return { code: 'not-visible', reason: 'Istio puts the image of its proxy in its place' };
  if (text.includes(TEMPLATE_FILLER)) return { code: 'template', reason: 'a template action stands in it' };
  if (!/[{$(<_%@#]|[A-Z]{2}/.test(text)) return undefined;
  const searched = text.slice(0, LONGEST);
  for (const { pattern, code, reason } of marks) {
    const match = pattern.exec(searched);
    if (match !== null) return { code, reason: reason(match[1] ?? match[0]) };
  }
  return undefined;
}

/** Why a text that is no reference is none yet: capitals that a script replaces. */
export function standIn(text: string): UnresolvedReason | undefined {
  const match = STAND_IN.exec(text.slice(0, LONGEST));
  return match === null ? undefined : { code: 'variable', reason: placeholder(match[0]) };
}

/** Why a well-formed reference is none yet: its tag, or the whole of it, is a word that something else replaces. */
export function standInOf({ tag, digest }: ImageReference, written: string): UnresolvedReason | undefined {
  if (digest !== undefined) return undefined;
  if (tag !== undefined && isTagStandIn(tag)) return { code: 'variable', reason: placeholder(tag) };
  if (written.includes('/')) return undefined;
  const name = written.replace(/:.*$/s, '');
  return isNameStandIn(name) ? { code: 'variable', reason: placeholder(name) } : undefined;
}
