import type { DocumentBundle } from '../compile/document-bundle.ts';
import { isMixed } from './perspective-evidence.ts';
import { rawEntries, rawMember, rawNode } from './raw-document.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

/** Below this, the evidence for one view hardly outweighs that for the other. */
const UNSURE = 2;

export const perspectiveUnsure: LintRule = defineLint({
  id: 'perspective-unsure',
  title: 'It is clear whose view the document is written from.',
  severity: 'warning',
  explain:
    'In AsyncAPI, "send" and "receive" (or "subscribe" and "publish") are what the described application does; whether that is the server or a client is nowhere said. Countersign judges by replies, titles, names and security. Where these say little, one wrong guess turns every message round, so say it: "x-countersign: { perspective: server }" at the root, or --perspective.',
  example: {
    wrong: yaml`
      info: { title: Prices, version: 1.0.0 }
      channels:
        prices:
          address: /prices
          messages: { frame: {} }
      operations: { prices: { action: send, channel: { $ref: '#/channels/prices' } } }
    `,
    right: yaml`
      info: { title: Prices, version: 1.0.0 }
      x-countersign: { perspective: server }
      channels:
        prices:
          address: /prices
          messages: { frame: {} }
      operations: { prices: { action: send, channel: { $ref: '#/channels/prices' } } }
    `,
  },
  check(contract, { bundle }) {
    if (!hasOperations(bundle)) return [];
    const { perspective } = contract;
    if (perspective.chosenBy !== 'auto' || Math.abs(perspective.score) >= UNSURE || isMixed(contract))
      return [];
    const reasons =
      perspective.reasons.length === 0 ? 'nothing speaks for it' : perspective.reasons.join('; ');
    return [
      {
        message: `The document is read as the ${perspective.value}'s view, but that is a guess: ${reasons}.`,
        at: bundle.locate(bundle.root, '/x-countersign'),
        fix: `Add "x-countersign: { perspective: ${perspective.value} }" at the root, or with the other view.`,
      },
    ];
  },
});

/** Where nothing is called `send` or `receive`, no view is taken: names tell who sends. */
function hasOperations(bundle: DocumentBundle): boolean {
  const members = (pointer: string) => rawEntries(bundle, rawNode(bundle, bundle.root, pointer));
  return (
    members('/operations').length > 0 ||
    members('/channels').some(([, channel]) =>
      ['publish', 'subscribe'].some((verb) => rawMember(bundle, channel, verb) !== undefined),
    )
  );
}
