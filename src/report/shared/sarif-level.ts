import type { CheckLevel, Severity } from '../../audit/index.ts';

const sarifLevels = { error: 'error', warning: 'warning', info: 'note' } as const;

export function sarifLevel(severity: Severity): 'error' | 'warning' | 'note' {
  return sarifLevels[severity];
}

/** GitHub's own scale, which it shows beside the level. */
export function problemSeverity(level: CheckLevel): string {
  return level === 'error' || level === 'warning' ? level : 'recommendation';
}

/** The name of a reportingDescriptor out of a slug. */
export function pascalCase(slug: string): string {
  return slug.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
