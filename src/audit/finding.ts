import { imageName } from '../sources/image-name.ts';
import type { Confidence } from '../sources/image-use.ts';
import type { Subject, Violation } from './checks/types.ts';
import { fnv1a64 } from './fnv1a.ts';
import { byPlace, type Reported } from './order.ts';
import { graver } from './severity.ts';
import type { CheckLevel, Finding, Severity } from './types.ts';

export interface FindingOptions {
  readonly levelOf: (check: Reported['check']) => CheckLevel;
  readonly configFile: string | undefined;
}

/** Puts what the checks reported in order and gives each its severity and its fingerprint. */
export function findingsOf(reported: readonly Reported[], options: FindingOptions): readonly Finding[] {
  const seen = new Map<string, number>();
  return [...reported].sort(byPlace).map((one) => {
    const identity = identityOf(one);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    // The second of two that are alike is hashed with its number.
    return findingOf(one, fnv1a64(before === 0 ? identity : `${identity}\0${before + 1}`), options);
  });
}

function findingOf({ check, violation }: Reported, fingerprint: string, options: FindingOptions): Finding {
  const { subject, message, help, cached, rule } = violation;
  return {
    check: check.id,
    slug: check.slug,
    severity: severityOf(violation, options.levelOf(check)),
    ...placeOf(subject, options.configFile),
    message,
    why: check.why,
    help,
    ...(cached === undefined ? {} : { cached }),
    ...(rule === undefined ? {} : { rule }),
    fingerprint,
  };
}

type Place = Pick<Finding, 'file' | 'location' | 'image' | 'confidence' | 'object' | 'path' | 'when'>;

function placeOf(subject: Subject, configFile: string | undefined): Place {
  if (subject.kind === 'rules') return configFile === undefined ? {} : { file: configFile };
  if (subject.kind === 'entry') {
    const { file, path, value: _, ...location } = subject.use;
    return { file, location, path };
  }
  const { file, line, column, endLine, endColumn, confidence, object, path, when } = subject.use;
  return {
    file,
    location: { line, column, endLine, endColumn },
    ...(subject.kind === 'use' ? { image: imageOf(subject) } : {}),
    confidence,
    ...(object === undefined ? {} : { object }),
    path,
    ...(when === undefined ? {} : { when }),
  };
}

/** A guess is a note at most, and so is what the violation itself calls less grave. */
function severityOf({ subject, atMost }: Violation, level: CheckLevel): Severity {
  if (level === 'off' || confidenceOf(subject) === 'possible') return 'info';
  return atMost !== undefined && graver(level, atMost) ? atMost : level;
}

function confidenceOf(subject: Subject): Confidence | undefined {
  return subject.kind === 'use' || subject.kind === 'unresolved' ? subject.use.confidence : undefined;
}

/** What a fingerprint is made of. No line numbers: it has to survive an edit elsewhere in the file. */
function identityOf({ check, violation: { subject } }: Reported): string {
  if (subject.kind === 'rules') return [check.id, ...subject.rules.map(({ name }) => name)].join('\0');
  if (subject.kind === 'entry') return [check.id, subject.use.file, subject.use.value].join('\0');
  const { file, object, path } = subject.use;
  const image = subject.kind === 'use' ? imageOf(subject) : subject.use.value;
  const { apiVersion = '', kind = '', namespace = '', name = '' } = object ?? {};
  return `${check.id}\0${file}\0${image}\0${apiVersion}\0${kind}\0${namespace}\0${name}\0${path}`;
}

function imageOf({ use }: Extract<Subject, { readonly kind: 'use' }>): string {
  return imageName(use);
}
