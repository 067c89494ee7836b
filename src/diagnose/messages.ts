import type { Verdict } from '../result/diagnosis.ts';
import { CAUSES } from './causes.ts';
import { CLIENT_CAUSES } from './messages/client-causes.ts';
import { CLIENT_MESSAGES } from './messages/client-messages.ts';
import { closeRule } from './messages/close-messages.ts';
import type { MessageRule } from './messages/message-rule.ts';
import { NETWORK_MESSAGES } from './messages/network-messages.ts';
import { isBrowser, printedBy } from './messages/printed-by.ts';
import { SERVER_MESSAGES } from './messages/server-messages.ts';
import { statusIn } from './messages/status-in.ts';
import { statusRule } from './messages/status-messages.ts';

/** HTTP Authentication failed: Chrome's words for a 401, whose code it does not show. HANDSHAKE 4.8. */
const HIDDEN_401 = /HTTP Authentication failed/i;

/** What a pasted text says by itself; `undefined` where it says nothing that is known. HANDSHAKE 4.8, 4.9, 3.1, 4.6. */
export function readMessage(text: string): Verdict | undefined {
  const rule = ruleFor(text);
  if (rule === undefined) return undefined;
  const by = printedBy(text);
  // A browser always sends an Origin (RFC 6455 §4.1).
  const causes = rule.causes.filter((cause) => cause !== 'ORIGIN-MISSING' || !isBrowser(by));
  const [id = 'UNKNOWN'] = causes;
  const several = causes.length > 1;
  const ask = `countersign diagnose ${urlIn(text) ?? '<url>'} --origin <origin of the page>`;
  return {
    id,
    title: titleOf(id),
    sentence: rule.sentence,
    sure: several ? 'one-of' : 'likely',
    why: `${by === undefined ? '' : `These are the words of ${by}. `}Read from the text alone; nothing was asked.`,
    by: [],
    candidates: several
      ? causes.map((cause) => ({
          id: cause,
          title: titleOf(cause),
          why: explainOf(cause),
        }))
      : [],
    fix: {
      lines: [
        ...(rule.fix ?? []),
        ...(causes.some(isSeen) ? [`${several ? 'To tell which' : 'To make sure'}: ${ask}`] : []),
      ],
    },
    ruledOut: [],
    corrections: [],
    notes: [],
  };
}

/** What was found out, with what the pasted text says beside it: the same, the same among others, or something else. */
export function withMessage(found: Verdict, told: Verdict): Verdict {
  const ids = told.candidates.length === 0 ? [told.id] : told.candidates.map(({ id }) => id);
  const note = !ids.includes(found.id)
    ? `The pasted message says something else (${ids.join(', ')}): ${told.sentence} What is found now may not be what was found then, or it was another URL.`
    : ids.length === 1
      ? `The pasted message says the same: ${told.sentence}`
      : `The pasted message fits: of what it may mean (${ids.join(', ')}), this is one.`;
  return { ...found, notes: [note, ...found.notes] };
}

/** The more telling first: a log line that names the cause, then a status, then what clients say of everything. */
function ruleFor(text: string): Omit<MessageRule, 'pattern'> | undefined {
  const fits = ({ pattern }: MessageRule): boolean => pattern.test(text);
  const status = HIDDEN_401.test(text) ? 401 : statusIn(text);
  return (
    SERVER_MESSAGES.find(fits) ??
    CLIENT_MESSAGES.find(fits) ??
    (status === undefined ? undefined : statusRule(status)) ??
    specific(text) ??
    closeRule(text) ??
    NETWORK_MESSAGES.find(fits)
  );
}

/** A code of Close tells more than the client that says the same of every failure, and less than a failure by name. */
function specific(text: string): MessageRule | undefined {
  return NETWORK_MESSAGES.slice(0, -1).find(({ pattern }) => pattern.test(text));
}

/** The first WebSocket URL of a text, without its query: a credential may stand there. */
function urlIn(text: string): string | undefined {
  return /\bwss?:\/\/[^\s'"<>?#)\]]+/i.exec(text)?.[0].replace(/[.,;:]+$/, '');
}

/** Can a probe see it? */
function isSeen(id: string): boolean {
  return !Object.hasOwn(CLIENT_CAUSES, id);
}

function titleOf(id: string): string {
  return CLIENT_CAUSES[id] ?? CAUSES.find((cause) => cause.id === id)?.title ?? id;
}

function explainOf(id: string): string {
  return CAUSES.find((cause) => cause.id === id)?.explain ?? 'It happens in the client.';
}
