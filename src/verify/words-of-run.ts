import type { CheckContext } from '../checks/check.ts';
import type { ClientAnswers } from '../checks/client-answers.ts';
import type { MessageId } from '../contract/message.ts';
import { endpointOf } from '../contract/queries.ts';
import type { RunOptions } from '../dial/run-script.ts';
import { linesOf } from '../rules/lined-frame.ts';
import type { Script } from '../script/script.ts';

/** What the contract says about the frames of a script, and what its connections answer by themselves. */
export function wordsOfRun(
  { context, answers }: { readonly context: CheckContext; readonly answers: ClientAnswers | undefined },
  script: Script,
): Required<Pick<RunOptions, 'recognise' | 'split' | 'answer'>> {
  const { contract } = context;
  const isRaw = script.steps.some((step) => step.do === 'send' && 'raw' in step.frame);
  // Between the pieces of a message that is sent bit by bit no other may come (RFC 6455 §5.4).
  const may = isRaw ? undefined : answers;
  const said = new Set<MessageId>(may === undefined ? [] : messagesIn(context, script));
  return {
    recognise: (endpoint, from, frame) => context.recogniser(endpoint, from).recognise(frame),
    split: (id, frame) => {
      const endpoint = endpointOf(contract, id);
      return endpoint === undefined ? [frame] : linesOf(contract, endpoint, 'server', frame);
    },
    answer(endpoint, message, payload) {
      const answer = may?.(endpoint, message, payload);
      // A script that says it itself, as a scenario does, says it once.
      return answer === undefined || said.has(answer.message) ? undefined : answer.frame;
    },
  };
}

/** The messages that a script sends of its own. */
function messagesIn(context: CheckContext, { steps }: Script): readonly MessageId[] {
  const endpoints = new Map(
    steps.flatMap((step) => (step.do === 'connect' ? [[step.on, step.endpoint] as const] : [])),
  );
  return steps.flatMap((step) => {
    if (step.do !== 'send') return [];
    const endpoint = endpoints.get(step.on);
    const text =
      'json' in step.frame
        ? JSON.stringify(step.frame.json)
        : 'text' in step.frame
          ? step.frame.text
          : undefined;
    if (endpoint === undefined || text === undefined) return [];
    const recognition = context.recogniser(endpoint, 'client').recognise({ kind: 'text', text });
    return recognition.kind === 'message' ? [recognition.message, ...(recognition.also ?? [])] : [];
  });
}
