import { fieldsOf, resolve, type YamlField } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';
import { keyed, type Spot, spotAt } from '../spot.ts';
import { placeOf } from '../yaml-text.ts';
import type { Reading } from './reading.ts';
import { substituted } from './variables.ts';

/**
 * Features that had no registry once, and where they are now (devcontainers/cli, `containerFeaturesConfiguration.ts`). The
 * major version is fixed.
 */
const moved: ReadonlyMap<string, string> = new Map([
  ...[
    'aws-cli',
    'azure-cli',
    'desktop-lite',
    'docker-in-docker',
    'docker-from-docker',
    'dotnet',
    'git',
    'git-lfs',
    'github-cli',
    'java',
    'kubectl-helm-minikube',
    'node',
    'powershell',
    'python',
    'ruby',
    'rust',
    'sshd',
    'terraform',
  ].map((id) => [id, id] as const),
  ['golang', 'go'],
  ['common', 'common-utils'],
]);

/** The features that a configuration installs: each key is where one is to be had. */
export function features(root: Spot, key: string, reading: Reading): readonly FoundImage[] {
  const map = spotAt(root, key);
  if (map === undefined) return [];
  return fieldsOf(map.map).flatMap((field) => featureAt(field, map, reading));
}

/** What a feature that this repository publishes needs from others. */
export function dependencies(root: Spot, reading: Reading): readonly FoundImage[] {
  return features(root, 'dependsOn', reading);
}

function featureAt({ key, keyNode }: YamlField, map: Spot, reading: Reading): readonly FoundImage[] {
  const scalar = resolve(keyNode);
  if (scalar.kind !== 'scalar') return [];
  const text = { scalar, via: map.via };
  const use = {
    path: keyed(map.path, key),
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  } as const;
  const name = moved.get(key);
  if (name !== undefined) {
    return [{ span: placeOf(text), value: `ghcr.io/devcontainers/features/${name}:1`, pieces: [], ...use }];
  }
  if (!isArtefact(key)) return [];
  return [{ ...substituted({ text, value: key, path: use.path }, reading), ...use }];
}

/**
 * Whether a feature comes from a registry: not from a folder, not from an archive, and not from a release on GitHub
 * (`owner/repository/feature@v1`, no longer supported).
 */
function isArtefact(key: string): boolean {
  if (/^(?:\.{0,2}\/|https?:\/\/)/.test(key)) return false;
  const [host = ''] = key.split('/');
  return key.includes('/') && /[.:$]|^localhost$/.test(host);
}
