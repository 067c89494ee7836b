import type { Candidate, Certainty, Fix, Verdict } from '../result/diagnosis.ts';
import type { Cause, Likelihood } from './cause.ts';
import { CAUSES } from './causes.ts';
import { entriesOf, receptionIn, refusedLater } from './evidence.ts';
import type { Facts } from './facts.ts';
import { allowedOrigins } from './knowledge.ts';
import { helloEntry, ignored, pongs, wasSaid } from './open-facts.ts';
import { SAID } from './openings.ts';
import { FOREIGN } from './plan/talk.ts';
import { dataFrames, passes } from './reception.ts';
import { sayReception } from './words.ts';

type Suspected = Extract<Likelihood, { by: readonly string[] }>;

const RANK = { proven: 0, likely: 1, possible: 2 } as const;

/** The surest cause; with it what else fits, and what does not. */
export function verdictOf(facts: Facts): Verdict {
  const judged = CAUSES.map((cause) => ({ cause, likelihood: cause.likelihood(facts) }));
  const ruledOut = judged.flatMap(({ cause: { id, title }, likelihood }) =>
    likelihood?.sure === 'ruled-out' ? [{ id, title, why: likelihood.why }] : [],
  );
  const suspects = judged
    .flatMap(({ cause, likelihood }) =>
      likelihood === undefined || likelihood.sure === 'ruled-out' ? [] : [{ cause, likelihood }],
    )
    .sort((a, b) => RANK[a.likelihood.sure] - RANK[b.likelihood.sure]);
  const [first, ...others] = suspects;
  if (first === undefined)
    return facts.refused || facts.base === undefined ? unknown(facts, ruledOut) : connected(facts, ruledOut);

  const advice = first.cause.advice(facts);
  const rivals = first.likelihood.sure === 'proven' ? [] : others;
  return {
    id: first.cause.id,
    title: first.cause.title,
    sentence: advice.sentence,
    sure: certaintyOf(first.likelihood, rivals.length),
    why: first.likelihood.why,
    by: asked(facts, first.likelihood.by),
    candidates: rivals.length === 0 ? [] : [first, ...rivals].map(candidate),
    fix: fixOf(facts, advice.fix),
    ruledOut,
    corrections: advice.corrections ?? [],
    notes: first.likelihood.sure === 'proven' ? besides(others) : [],
  };
}

/** Where it took several changes at once, each of them is a cause of its own. */
const FACTORS = new Set([
  'ORIGIN-MISSING',
  'ORIGIN-DENIED',
  'BAD-QUERY',
  'AUTH-MISSING',
  'AUTH-INVALID',
  'SUBPROTOCOL-MISSING',
  'SUBPROTOCOL-UNSUPPORTED',
  'TLS-EXPIRED',
  'TLS-NAME',
  'TLS-UNTRUSTED',
]);

function besides(others: readonly { cause: Cause; likelihood: Suspected }[]): readonly string[] {
  return others
    .filter(({ cause, likelihood }) => likelihood.sure === 'proven' && FACTORS.has(cause.id))
    .map(({ cause, likelihood }) => `This is wrong as well: ${cause.id}, ${cause.title}. ${likelihood.why}`);
}

function certaintyOf({ sure }: Suspected, rivals: number): Certainty {
  if (sure === 'possible') return rivals === 0 ? 'likely' : 'one-of';
  return sure;
}

function candidate({ cause, likelihood }: { cause: Cause; likelihood: Suspected }): Candidate {
  return {
    id: cause.id,
    title: cause.title,
    why: likelihood.why,
    ...(likelihood.tell === undefined ? {} : { tell: likelihood.tell }),
  };
}

/** Only what was really asked is an evidence. */
function asked({ evidence }: Facts, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => evidence.entries.some(({ probe }) => probe.id === id));
}

function fixOf({ server, proxy, proxyPage }: Facts, lines: readonly string[]): Fix {
  const known = proxyPage ?? server?.server ?? proxy?.server;
  return { ...(known === undefined ? {} : { server: known }), lines };
}

function connected(facts: Facts, ruledOut: Verdict['ruledOut']): Verdict {
  const { base, evidence, subject } = facts;
  const notes: string[] = [];
  const foreign = entriesOf(evidence, 'variation').find(({ aim }) => aim.change.origin === FOREIGN);
  if (foreign !== undefined && passes(receptionIn(foreign)) && allowedOrigins(subject) === undefined)
    notes.push(
      `Pages of any other site may connect, too (${FOREIGN} is accepted). Where a cookie says who connects, the server has to check Origin; no CORS setting does that.`,
    );
  const [greeting] = base?.kind === 'open' || base?.kind === 'closed' ? dataFrames(base) : [];
  if (greeting !== undefined)
    notes.push(`The server speaks first: ${greeting.data.replace(/\s+/g, ' ').slice(0, 100)}`);
  const hello = helloEntry(facts);
  const reception = receptionIn(hello);
  if (reception?.kind === 'open') {
    const reply = dataFrames(reception).find(({ step }) => step >= SAID);
    if (reply !== undefined && hello !== undefined)
      notes.push(`${hello.probe.id} is answered: ${reply.data.replace(/\s+/g, ' ').slice(0, 100)}`);
  }
  const mute = ignored(facts);
  if (mute?.junk !== undefined && mute.hello === undefined)
    notes.push(
      'A frame that is no JSON gets no answer. That may be meant; a handler that has returned looks the same. With --document the first message that the document knows is tried.',
    );
  const later = refusedLater(evidence);
  const again = receptionIn(later);
  if (again !== undefined)
    notes.push(
      `The same handshake is refused the second time (${sayReception(again)}): so looks a credential that is good for one connection only. A client has to fetch a new one for every attempt, also when it reconnects. What comes after the handshake could not be asked.`,
    );
  const talked = [
    ...(pongs(evidence) ? ['a Ping is answered'] : []),
    ...(entriesOf(evidence, 'talk').some(
      (entry) => entry.aim.topic === 'not-json' && receptionIn(entry)?.kind === 'open' && wasSaid(entry),
    )
      ? ['a frame that is no JSON does not end it without a word']
      : []),
  ];
  return {
    id: 'CONNECTED',
    title: 'Connected and sound',
    sentence: `The handshake is accepted, and the connection stays open${talked.length === 0 ? '' : `: ${talked.join(', ')}`}.`,
    sure: 'proven',
    why: base === undefined ? '' : `${sayReception(base)}.`,
    by: ['baseline'],
    candidates: [],
    fix: fixOf(facts, []),
    ruledOut,
    corrections: [],
    notes,
  };
}

/** Nothing that is known here fits. Said as it is. */
function unknown(facts: Facts, ruledOut: Verdict['ruledOut']): Verdict {
  const { base } = facts;
  const got = base === undefined ? 'nothing was asked' : sayReception(base);
  return {
    id: 'UNKNOWN',
    title: 'Refused, for a reason that is not known here',
    sentence: `The handshake is not accepted (${got}), and nothing that was tried tells why.`,
    sure: 'one-of',
    why: 'No cause that Countersign knows fits all answers.',
    by: asked(facts, ['baseline']),
    candidates: [],
    fix: fixOf(facts, ['Read the log of the server at the time of this attempt.']),
    ruledOut,
    corrections: [],
    notes: [],
  };
}
