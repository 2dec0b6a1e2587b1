import {
  fieldAt,
  itemsAt,
  type Language,
  type Reading,
  reportImage,
  type Spot,
  textAt,
} from '../ci/index.ts';
import { evidenceOf } from '../image-evidence.ts';

/** Agents that are virtual machines have images too: what else is said of them tells. */
const ofMachines: readonly string[] = [
  'imageProject',
  'machineType',
  'instanceType',
  'diskSizeGb',
  'diskType',
  'instanceMaxAge',
];

const machineProvider = /^(?:gcp|aws|azure|orka|mac|macstadium|ec2)/i;

/** `agents: { image: … }` has whoever starts agents in containers start one from it; the key is a tag that anybody may use. */
export function readAgents(
  agents: Spot | undefined,
  language: Language,
  reading: Reading,
  when?: string,
): void {
  if (agents === undefined || ofMachines.some((key) => fieldAt(agents, key) !== undefined)) return;
  for (const rule of itemsAt(agents)) {
    const match = /^image=/.exec(textAt(rule) ?? '');
    if (match !== null)
      reportImage(reading, rule, language, { confidence: 'likely', scheme: match[0], when });
  }
  const image = fieldAt(agents, 'image');
  const value = textAt(image);
  const provider = textAt(fieldAt(agents, 'provider')) ?? '';
  if (value === undefined || machineProvider.test(provider) || value.startsWith('family/')) return;
  if (provider === '' && !value.includes('$') && evidenceOf(value) !== 'strong') return;
  reportImage(reading, image, language, { confidence: 'likely', when });
}
