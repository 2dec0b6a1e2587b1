import type { AuditFormat, VerifyReporter } from '../../report/index.ts';
import { verifyAzure } from '../../report/verify-azure.ts';
import { verifyGithub } from '../../report/verify-github.ts';
import { verifyGitlab } from '../../report/verify-gitlab.ts';
import { verifyJson } from '../../report/verify-json.ts';
import { verifyJunit } from '../../report/verify-junit.ts';
import { verifyMarkdown } from '../../report/verify-markdown.ts';
import { verifyPretty } from '../../report/verify-pretty.ts';
import { verifySarif } from '../../report/verify-sarif.ts';

/** Here and not beside the audit's: they come with the local registry's bundle, which no other command reads. */
export const verifyReporters: Readonly<Record<AuditFormat, VerifyReporter>> = {
  pretty: verifyPretty,
  json: verifyJson,
  sarif: verifySarif,
  github: verifyGithub,
  gitlab: verifyGitlab,
  azure: verifyAzure,
  junit: verifyJunit,
  markdown: verifyMarkdown,
};
