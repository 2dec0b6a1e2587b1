import { azureCommands } from './shared/azure.ts';
import { verifyProblems } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

export const verifyAzure: VerifyReporter = (report) => azureCommands(verifyProblems(report));
