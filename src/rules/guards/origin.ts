import type { HandshakePolicy } from '../../contract/handshake-policy.ts';
import { takesOwnPagesOnly } from '../../contract/own-pages.ts';
import type { Header } from '../../script/script.ts';
import { headerValue } from '../credential-value.ts';
import { isOwnPage } from '../own-page.ts';
import type { Complaint } from './complaint.ts';

/** Browsers always send an Origin (RFC 6455 §4.1); other clients may not, and a policy may refuse them for it. */
export function judgeMissingOrigin(
  policy: HandshakePolicy,
  headers: readonly Header[],
): Complaint | undefined {
  return policy.missingOrigin?.value === 'reject' && originsSent(headers).length === 0
    ? { reason: 'The handshake has no Origin header.', remedy: passing(policy) }
    : undefined;
}

/** RFC 6455 §4.2.2 and §10.2; origins compare as their ASCII serialisation in lower case (RFC 6454 §6.2). */
export function judgeOrigin(policy: HandshakePolicy, headers: readonly Header[]): Complaint | undefined {
  const allowed = policy.origins?.value;
  const sent = originsSent(headers);
  if (takesOwnPagesOnly(policy)) return judgeOwnPage(sent, headerValue(headers, 'host'));
  if (allowed === undefined || allowed === 'any' || sent.length === 0) return undefined;
  const [only] = sent;
  const listed = allowed.some((origin) => origin.toLowerCase() === only?.toLowerCase());
  return sent.length === 1 && listed
    ? undefined
    : { reason: `The Origin ${sent.join(', ')} is not on the allow-list.`, remedy: passing(policy) };
}

function judgeOwnPage(sent: readonly string[], host: string | undefined): Complaint | undefined {
  const stranger = sent.find((origin) => !isOwnPage(origin, host));
  return stranger === undefined
    ? undefined
    : {
        reason: `The Origin ${stranger} is another site's, and a cookie is what lets a client in here.`,
        remedy: `Say in x-countersign.origins which origins may connect, for example [${stranger}].`,
      };
}

function originsSent(headers: readonly Header[]): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === 'origin').map(([, value]) => value.trim());
}

function passing({ origins }: HandshakePolicy): string {
  return origins === undefined || origins.value === 'any'
    ? 'Send an Origin header.'
    : `Send Origin: ${origins.value.join(' or ')}.`;
}
