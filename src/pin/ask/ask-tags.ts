import { formatReference } from '../../image/index.ts';
import { mapLimited } from '../../map-limited.ts';
import type { RegistryClient, RegistryError } from '../../registry/index.ts';
import { err, type Result } from '../../result.ts';
import { askTag, createBudget, type TagAnswered } from './ask-tag.ts';
import { type AskError, isUnanswered, type TagQuestion } from './types.ts';

export interface AskOptions {
  /** The client of a registry, as references name it. */
  readonly clientOf: (host: string) => Result<RegistryClient, RegistryError>;
  /** See `askTag`. */
  readonly details: boolean;
  readonly signal: AbortSignal;
  /** Called when a tag is done with. */
  readonly onDone?: (question: TagQuestion) => void;
}

/** Questions that one registry has before it at a time. */
const perRegistry = 4;

/**
 * What each tag names, in the order of the questions. Registries are asked side by side, each a few things at a time; one that
 * does not answer, or that limits the rate, is not asked for the rest, and the others go on.
 */
export async function askTags(
  questions: readonly TagQuestion[],
  options: AskOptions,
): Promise<readonly Result<TagAnswered, AskError>[]> {
  const byHost = new Map<string, TagQuestion[]>();
  for (const question of questions) {
    const { registry } = question.asked;
    const known = byHost.get(registry);
    if (known === undefined) byHost.set(registry, [question]);
    else known.push(question);
  }
  const answers = new Map<TagQuestion, Result<TagAnswered, AskError>>();
  await Promise.all([...byHost].map(([host, group]) => askRegistry(host, group, options, answers)));
  return questions.map((question) => answers.get(question) ?? err(aborted));
}

const aborted: AskError = {
  code: 'aborted',
  message: 'not asked, since the command was interrupted',
  skipped: true,
};

async function askRegistry(
  host: string,
  questions: readonly TagQuestion[],
  { clientOf, details, signal, onDone }: AskOptions,
  answers: Map<TagQuestion, Result<TagAnswered, AskError>>,
): Promise<void> {
  const client = clientOf(host);
  const budget = createBudget();
  let halted: AskError | undefined;
  await mapLimited(questions, perRegistry, async (question) => {
    const answer = await answerOf(question);
    answers.set(question, answer);
    if (!answer.ok && answer.error.skipped !== true && isHalt(answer.error)) {
      halted ??= skippedAfter(answer.error, question, host);
    }
    onDone?.(question);
  });

  async function answerOf(question: TagQuestion): Promise<Result<TagAnswered, AskError>> {
    if (!client.ok) return err({ code: client.error.code, message: client.error.message });
    if (signal.aborted) return err(aborted);
    if (halted !== undefined) return err(halted);
    return askTag(client.value, question, { budget, details, signal });
  }
}

/** A single repository may be broken; a host that cannot be reached, or that counts, is so for all. */
function isHalt(error: AskError): boolean {
  return isUnanswered(error) && error.code !== 'unavailable';
}

function skippedAfter(error: AskError, { asked }: TagQuestion, host: string): AskError {
  const why = error.code === 'rate-limited' ? `${host} limits the rate` : `${host} does not answer`;
  return {
    ...error,
    message: `not asked, since ${why}: ${formatReference(asked)} got: ${error.message}`,
    skipped: true,
  };
}
