import { azureCommands } from './shared/azure.ts';
import type { AuditReporter } from './types.ts';

export const auditAzure: AuditReporter = ({ findings }) => azureCommands(findings);
