import { isJsonObject } from '../contract/json.ts';
import type { Party } from '../contract/party.ts';
import { evidenceFor, isMixed } from './perspective-evidence.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

/** As far as one view must be ahead of the other before the document's word is doubted. */
const CLEAR = 3;

export const perspectiveInverted: LintRule = defineLint({
  id: 'perspective-inverted',
  title: 'The document describes the side that it says it describes.',
  severity: 'warning',
  explain:
    'In AsyncAPI 2 "publish" is what others may send to the application and "subscribe" what they get from it, the reverse of what many authors think; and "x-countersign: { perspective: … }" or --perspective can be the wrong way round, too. Where names, replies and texts clearly say the opposite, every other tool turns all messages of this document round. Exchange publish and subscribe (or send and receive), or correct the perspective.',
  example: {
    wrong: yaml`
      asyncapi: 2.6.0
      channels:
        /chat:
          publish: { message: { oneOf: [{ name: welcome }, { name: userJoined }, { name: error }] } }
          subscribe: { message: { oneOf: [{ name: join }, { name: sendMessage }] } }
    `,
    right: yaml`
      asyncapi: 2.6.0
      channels:
        /chat:
          publish: { message: { oneOf: [{ name: join }, { name: sendMessage }] } }
          subscribe: { message: { oneOf: [{ name: welcome }, { name: userJoined }, { name: error }] } }
    `,
  },
  check(contract, { bundle }) {
    const { perspective } = contract;
    const lead = evidenceFor(perspective, 'server').weight - evidenceFor(perspective, 'client').weight;
    if (Math.abs(lead) < CLEAR || isMixed(contract)) return [];
    const seems: Party = lead > 0 ? 'server' : 'client';
    const reasons = evidenceFor(perspective, seems).reasons.join('; ');
    const document = bundle.documents[bundle.root];
    const isTwo = isJsonObject(document) && String(document.asyncapi).startsWith('2');
    if (perspective.chosenBy !== 'auto' && perspective.value !== seems) {
      return [
        {
          message: `The document is read as the ${perspective.value}'s view, because ${perspective.reasons.join('; ')}; but it looks like the ${seems}'s: ${reasons}.`,
          at: bundle.locate(bundle.root, '/x-countersign/perspective'),
          fix: `Write "perspective: ${seems}", or turn the actions round.`,
        },
      ];
    }
    if (!isTwo || seems === 'server' || perspective.chosenBy !== 'auto') return [];
    return [
      {
        message: `"publish" and "subscribe" look exchanged: ${reasons}. In AsyncAPI 2 "publish" is what clients send, "subscribe" what they get.`,
        at: bundle.locate(bundle.root, '/channels'),
        fix: 'Exchange them; or, if they are meant so, add "x-countersign: { perspective: client }" at the root.',
      },
    ];
  },
});
