import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import { helloEntry, pongs } from '../open-facts.ts';
import { SAID } from '../openings.ts';
import { dataFrames } from '../reception.ts';

export const connectedSilent: Cause = defineCause({
  id: 'CONNECTED-SILENT',
  title: 'Connected, and nobody answers',
  explain:
    'The connection is open and alive, but the program behind it does not read, or answers nothing: the handler has returned (uvicorn 0.23 to 0.38 leaves such connections open), or waits for something.',
  likelihood(facts) {
    const { evidence, refused, endpoint } = facts;
    if (refused) return undefined;
    const hello = helloEntry(facts);
    const reception = receptionIn(hello);
    if (hello === undefined || reception === undefined || reception.kind !== 'open') return undefined;
    if (dataFrames(reception).some(({ step }) => step >= SAID)) return undefined;
    // Once may be slow; where the time was over before it was asked again, nothing is said of it.
    if (entriesOf(evidence, 'talk').filter(({ aim }) => aim.topic === 'hello').length < 2) return undefined;
    const junk = receptionIn(entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'not-json'));
    const mute = junk?.kind === 'open' && !dataFrames(junk).some(({ step }) => step >= SAID);
    const pong = pongs(evidence);
    // Not even a Ping is answered: that says more.
    if (entriesOf(evidence, 'talk').some(({ aim }) => aim.topic === 'ping') && !pong) return undefined;
    return {
      sure: 'likely',
      why: `${hello.probe.id} gets no answer within 5 s, though the document says that ${endpoint?.address} answers it${mute ? '; a frame that is no JSON is ignored as well' : ''}${pong ? '; Pings are answered, so the connection itself is alive' : ''}.`,
      by: [hello.probe.id, ...(mute ? ['not JSON'] : []), ...(pong ? ['ping'] : [])],
      tell: 'Log every frame on the server, right behind receive: does it get there?',
    };
  },
  advice: () => ({
    sentence:
      'The connection is accepted and alive, but the server says nothing to what it is asked: its handler does not read, or never answers.',
    fix: [
      'Keep a receive loop for as long as the connection is open, and answer what you do not understand with an error.',
      'uvicorn 0.23.2 to 0.38 keeps a connection open whose handler has returned: update, or await websocket.close().',
    ],
  }),
});
