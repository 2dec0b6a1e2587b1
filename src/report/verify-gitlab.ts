import { gitlabReport } from './shared/gitlab.ts';
import { verifyProblems } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

export const verifyGitlab: VerifyReporter = (report) => gitlabReport(verifyProblems(report));
