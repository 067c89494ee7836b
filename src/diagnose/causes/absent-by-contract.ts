import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { corrections } from '../route-facts.ts';
import { sayReception } from '../words.ts';

export const absentByContract: Cause = defineCause({
  id: 'ABSENT-BY-CONTRACT',
  title: 'There is no WebSocket here, and there is not meant to be one',
  explain: 'The document says that this endpoint must not exist, and what clients use instead.',
  likelihood({ endpoint, refused, base, alike, evidence }) {
    if (endpoint?.absent === undefined || !refused || base === undefined || base.kind === 'unreached')
      return undefined;
    const works = entriesOf(evidence, 'companion').find(
      (entry) =>
        endpoint.absent?.value.fallback.includes(entry.aim.id) === true &&
        entry.answer.via === 'http' &&
        entry.answer.record.outcome.kind === 'answered' &&
        entry.answer.record.outcome.status < 300,
    );
    return {
      sure: alike === true ? 'proven' : 'likely',
      why: `The document marks it as absent, and it is answered ${alike === true ? 'as random paths are' : `with ${sayReception(base)}`}.${works === undefined ? '' : ` The fallback works: ${works.probe.id} is answered.`}`,
      by: ['baseline', 'control 1', ...(works === undefined ? [] : [works.probe.id])],
    };
  },
  advice(facts) {
    const { subject, endpoint } = facts;
    const fallback = (subject.contract?.companions ?? [])
      .filter(({ id }) => endpoint?.absent?.value.fallback.includes(id) === true)
      .map(({ method, address }) => `${method} ${address}`);
    return {
      sentence: `The backend has no WebSocket at ${subject.path}, and ${subject.contract?.file} says that it has none: it is the client that must not knock there.`,
      fix: [
        `Take the WebSocket out of the client${fallback.length === 0 ? '' : `, and use ${fallback.join(', ')}`}.`,
        'A client that retries for ever fills the log with 403 and hides it from nobody.',
      ],
      corrections: corrections(facts),
    };
  },
});
