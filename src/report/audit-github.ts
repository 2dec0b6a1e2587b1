import { githubCommands } from './shared/github.ts';
import type { AuditReporter } from './types.ts';

export const auditGithub: AuditReporter = ({ findings }) => githubCommands(findings);
