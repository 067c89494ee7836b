import { refusedLater } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allowedOrigins, endpointAt, helloOf } from '../knowledge.ts';
import { handshakeProbe, httpProbe } from '../make-probe.ts';
import { ignored, pinged } from '../open-facts.ts';
import type { Probe } from '../probe.ts';
import { cameInstead, marksOf } from '../reply-facts.ts';
import { isLoopback, NOT_JSON } from '../subject.ts';

/** An Origin that nobody has on a list (RFC 2606 §2). */
export const FOREIGN = 'https://foreign-site.test';

/** ms that a connection is held without a word. */
export const HOLD = 2_500;

/** ms that a reply is waited for. */
const REPLY = 2_000;

/** ms that it is waited for once more, where nothing came: a server that is slow is not a server that is dumb. */
const PATIENT_REPLY = 5_000;

/** ms that an open connection is watched where it should not have opened. */
const UNWELCOME = 1_200;

/** The document demands a credential: is one looked at? */
function credentialProbes({ subject, endpoint }: Facts): readonly Probe[] {
  const [scheme] = endpoint?.handshake.credentials[0]?.anyOf ?? [];
  if (scheme === undefined || scheme.carrier.in === 'elsewhere') return [];
  const ask = (id: string, question: string, credential: 'garbage' | null): Probe =>
    handshakeProbe(
      subject,
      { id, question, aim: { of: 'variation', change: { credential } } },
      { variation: { credential }, watch: UNWELCOME },
    );
  return [
    ask('a made-up credential', 'Is a credential accepted that nobody issued?', 'garbage'),
    ask('no credential', 'Is a handshake without a credential accepted?', null),
  ];
}

/** The connection is open: does anybody listen on it, and does it live? Each question on a connection of its own. */
export function askTalk(facts: Facts): readonly Probe[] {
  const { base, refused, subject } = facts;
  if (refused || base === undefined || refusedLater(facts.evidence) !== undefined) return [];
  const hello = helloOf(subject);
  const probes: Probe[] = [
    handshakeProbe(
      subject,
      { id: 'ping', question: 'Is a Ping answered?', aim: { of: 'talk', topic: 'ping' } },
      { say: { frame: { ping: subject.nonce }, until: { pong: true }, within: REPLY } },
    ),
  ];
  if (pinged(facts) === false)
    probes.push(
      handshakeProbe(
        subject,
        { id: 'ping, again', question: 'Is it answered later?', aim: { of: 'talk', topic: 'ping' } },
        { say: { frame: { ping: subject.nonce }, until: { pong: true }, within: PATIENT_REPLY } },
      ),
    );
  if (hello !== undefined)
    probes.push(
      handshakeProbe(
        subject,
        {
          id: `message "${hello.message}"`,
          question: "Is the document's own example answered?",
          aim: { of: 'talk', topic: 'hello' },
        },
        { say: { frame: hello.frame, until: {}, within: REPLY } },
      ),
    );
  if (hello !== undefined && (ignored(facts)?.hello !== undefined || cameInstead(facts) !== undefined))
    probes.push(
      handshakeProbe(
        subject,
        {
          id: `message "${hello.message}", again`,
          question: 'Does the reply come later?',
          aim: { of: 'talk', topic: 'hello' },
        },
        { say: { frame: hello.frame, until: { where: marksOf(facts, hello.reply) }, within: PATIENT_REPLY } },
      ),
    );
  probes.push(
    handshakeProbe(
      subject,
      {
        id: 'not JSON',
        question: 'Does it survive a frame that is no JSON?',
        aim: { of: 'talk', topic: 'not-json' },
      },
      { say: { frame: NOT_JSON, until: {}, within: 1_500 } },
    ),
  );
  if (allowedOrigins(subject) !== undefined || isLoopback(subject.place.host))
    probes.push(
      handshakeProbe(
        subject,
        {
          id: `Origin ${FOREIGN}`,
          question: 'May a page of any other site connect, too?',
          aim: { of: 'variation', change: { origin: FOREIGN } },
        },
        { variation: { origin: FOREIGN } },
      ),
    );
  probes.push(...credentialProbes(facts));
  const companion = subject.contract?.companions.find(
    ({ cors, method }) => cors !== undefined && method === 'GET',
  );
  if (companion !== undefined && subject.origin !== undefined && endpointAt(subject) !== undefined)
    probes.push(
      httpProbe(
        subject,
        {
          id: `preflight ${subject.origin}`,
          question: 'May the page read the HTTP companions, too?',
          aim: { of: 'preflight', origin: subject.origin },
        },
        companion.address,
        {
          method: 'OPTIONS',
          headers: [
            ['Origin', subject.origin],
            ['Access-Control-Request-Method', 'GET'],
          ],
        },
      ),
    );
  // What is known to be wrong by now is told without waiting for more.
  const found =
    pinged(facts) === false || ignored(facts)?.hello !== undefined || cameInstead(facts) !== undefined;
  if (!found)
    probes.push(
      handshakeProbe(
        subject,
        {
          id: 'hold',
          question: 'Does it live on while nobody says anything?',
          aim: { of: 'talk', topic: 'hold' },
        },
        { watch: HOLD },
      ),
    );
  return probes;
}
