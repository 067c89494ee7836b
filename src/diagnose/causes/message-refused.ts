import { type Cause, defineCause } from '../cause.ts';
import { closedOnMessage } from '../open-facts.ts';

export const messageRefused: Cause = defineCause({
  id: 'MESSAGE-REFUSED',
  title: 'The server closes on a message that the document allows',
  explain:
    "The connection opens, and the document's own example ends it: the server expects another message first, another form (text or binary: 1003; encoding: 1007), or forbids it (1008).",
  likelihood(facts) {
    const on = closedOnMessage(facts, [1000, 1001, 1002, 1003, 1005, 1007, 1008, 1010], 'hello');
    if (on === undefined) return undefined;
    return {
      sure: 'proven',
      why: `After ${on.id}, the document's own example, the server closes with ${on.code}${on.reason === '' ? '' : ` ("${on.reason}")`}; without it the connection stays open.`,
      by: ['baseline', on.id],
    };
  },
  advice(facts) {
    const on = closedOnMessage(facts, [1000, 1001, 1002, 1003, 1005, 1007, 1008, 1010], 'hello');
    const hint =
      on?.code === 1003
        ? 'It wants the other kind of frame: binary instead of text, or the reverse.'
        : on?.code === 1007
          ? 'It cannot read it: is it the encoding, or JSON of another shape?'
          : on?.code === 1008
            ? 'Its policy forbids it: a credential as the first message, a role, a limit?'
            : 'Does it expect another message first (a login, connection_init)?';
    return {
      sentence: `The server takes the connection, and closes it with ${on?.code} on a message that the document allows.`,
      fix: [hint, 'Mend the handler, or say in the document what it really takes.'],
    };
  },
});
