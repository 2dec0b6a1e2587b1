import { type Check, type CheckLevel, checkPage, oneLine, type Severity } from '../../audit/index.ts';

const sarifLevels = { error: 'error', warning: 'warning', info: 'note' } as const;

export function sarifLevel(severity: Severity): 'error' | 'warning' | 'note' {
  return sarifLevels[severity];
}

/** GitHub's own scale, which it shows beside the level. */
function problemSeverity(level: CheckLevel): string {
  return level === 'error' || level === 'warning' ? level : 'recommendation';
}

/** A check as a reportingDescriptor (SARIF 2.1.0, 3.49). */
export function ruleDescriptor(check: Check): Record<string, unknown> {
  const { id, slug, title, level, why, docs } = check;
  return {
    id,
    name: pascalCase(slug),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${why}` },
    help: { text: [docs.what, docs.why, docs.fix].map(oneLine).join('\n\n'), markdown: checkPage(check) },
    defaultConfiguration: level === 'off' ? { enabled: false } : { level: sarifLevel(level) },
    properties: {
      tags: ['container-images'],
      precision: 'high',
      'problem.severity': problemSeverity(level),
    },
  };
}

function pascalCase(slug: string): string {
  return slug.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
