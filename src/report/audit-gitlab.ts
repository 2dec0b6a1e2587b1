import { gitlabReport } from './shared/gitlab.ts';
import type { AuditReporter } from './types.ts';

export const auditGitlab: AuditReporter = ({ findings }) => gitlabReport(findings);
