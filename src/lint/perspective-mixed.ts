import { evidenceFor, isMixed } from './perspective-evidence.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const perspectiveMixed: LintRule = defineLint({
  id: 'perspective-mixed',
  title: 'The document is written from one view only.',
  severity: 'warning',
  explain:
    'An AsyncAPI action is what the described application does, so one document has one view. Where some operations say "send" of what the server sends and others of what clients send, some of its messages travel in the wrong direction, whichever view is taken. Turn the actions of one half round; "x-countersign: { perspective: server }" at the root says which half is right.',
  example: { wrong: questionThat('send'), right: questionThat('receive') },
  check(contract, { bundle }) {
    if (!isMixed(contract)) return [];
    const { perspective } = contract;
    const [server, client] = (['server', 'client'] as const).map((party) =>
      evidenceFor(perspective, party).reasons.join('; '),
    );
    return [
      {
        message: `The document is read as the ${perspective.value}'s view, but it is mixed. For the server's speaks: ${server}. For the client's: ${client}.`,
        at: bundle.locate(bundle.root, '/operations'),
        fix: 'Turn the actions of one half round: an action is what the described application does.',
      },
    ];
  },
});

/** Two requests with their replies; the first one's action is that of a server. */
function questionThat(action: string): string {
  return yaml`
    channels:
      chat:
        address: /chat
        messages: { ask: {}, answer: {}, question: {}, reply: {} }
    operations:
      ask:
        action: receive
        channel: { $ref: '#/channels/chat' }
        messages: [{ $ref: '#/channels/chat/messages/ask' }]
        reply: { messages: [{ $ref: '#/channels/chat/messages/answer' }] }
      question:
        action: ${action}
        channel: { $ref: '#/channels/chat' }
        messages: [{ $ref: '#/channels/chat/messages/question' }]
        reply: { messages: [{ $ref: '#/channels/chat/messages/reply' }] }
  `;
}
