import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import { sayReception } from '../words.ts';

export const unstable: Cause = defineCause({
  id: 'UNSTABLE',
  title: 'The same handshake is accepted at one time and refused at another',
  explain:
    'Several servers share this address and are not alike (a load balancer with a broken one, an old and a new version), one restarts again and again, or a limit is just reached.',
  likelihood({ unstable: id, evidence, base }) {
    const [entry] = [
      ...entriesOf(evidence, 'variation-again'),
      ...entriesOf(evidence, 'repeat'),
      ...entriesOf(evidence, 'control'),
      ...entriesOf(evidence, 'talk'),
    ].filter(({ probe }) => probe.id === id);
    const again = receptionIn(entry);
    if (id === undefined || again === undefined || base === undefined) return undefined;
    return {
      sure: 'proven',
      why:
        entry?.aim.of === 'control'
          ? `Of two random paths, which no server can tell apart, one is refused and one gets: ${sayReception(again)}.`
          : entry?.aim.of === 'variation-again'
            ? `What was accepted a moment before (${entry.probe.sent}) is refused now: ${sayReception(again)}.`
            : `Sent twice, alike but for the key: ${sayReception(base)}; then ${sayReception(again)}.`,
      by: ['baseline', id],
    };
  },
  advice: () => ({
    sentence:
      'The server does not always answer alike: what opens now may be refused a moment later, whatever the client sends.',
    fix: [
      'Behind a load balancer: ask each server by itself. Is one of them older, broken, or without the WebSocket?',
      'Is the server restarting (a crash loop, --reload)? Look into its log for more than one start.',
      'Is a limit of connections just reached?',
    ],
  }),
});
