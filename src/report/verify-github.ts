import { githubCommands } from './shared/github.ts';
import { verifyProblems } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

export const verifyGithub: VerifyReporter = (report) => githubCommands(verifyProblems(report));
