import type { HandshakeEntry } from '../../mock/journal.ts';
import { holds, same } from '../assert.ts';
import { type Client, connect, open, pause } from '../client.ts';
import type { ConformanceCase, Stage } from '../conformance-case.ts';

/** What a page sees of a handshake that failed. */
async function failed(client: Client): Promise<void> {
  const { code, wasClean } = await client.ended;
  same([client.events, code, wasClean], [['error', 'close'], 1006, false], 'A failed handshake');
}

function refusals({ mock }: Stage): readonly HandshakeEntry[] {
  return mock.journal
    .entries()
    .filter((entry) => entry.type === 'handshake')
    .filter(({ outcome }) => outcome === 'refused');
}

function refusedBy(stage: Stage): unknown {
  const { guard, form } = refusals(stage).at(-1) ?? {};
  return { guard, form };
}

export const handshakeCases: readonly ConformanceCase[] = [
  {
    id: 'handshake/parameters',
    title: 'an address has parameters, and each value is an address of its own',
    async run({ at, mock }) {
      await connect(at, '/feed/nyse');
      await connect(at, '/feed/xetra');
      same(
        mock.connections().map(({ endpoint }) => endpoint),
        ['feed', 'feed'],
        'The endpoints of the connections',
      );
    },
  },
  {
    id: 'handshake/parameter-unknown',
    title: 'a parameter has none but the values of its enum',
    needs: ['refusal'],
    async run(stage) {
      await failed(open(stage.at, '/feed/tokyo'));
      same(refusals(stage).length, 1, 'Refusals in the journal');
    },
  },
  {
    id: 'handshake/query',
    title: 'the query of a handshake is judged',
    needs: ['refusal'],
    async run(stage) {
      await connect(stage.at, '/door?room=red');
      await failed(open(stage.at, '/door?room=green'));
      await failed(open(stage.at, '/door'));
      same(
        refusals(stage).map(({ guard }) => guard),
        ['query', 'query'],
        'What refused them',
      );
    },
  },
  {
    id: 'handshake/path',
    title: 'a path that the contract does not have is refused',
    needs: ['unknown-path'],
    async run(stage) {
      await failed(open(stage.at, '/nowhere'));
      same(refusals(stage)[0]?.guard, 'path', 'What refused it');
    },
  },
  {
    id: 'handshake/subprotocol',
    title: 'the server takes one of the subprotocols that are offered, not always the first',
    needs: ['subprotocols'],
    async run({ at }) {
      const client = await connect(at, '/door?room=red', ['v9.json', 'v1.json']);
      same(client.socket.protocol, 'v1.json', 'The subprotocol');
      const plain = await connect(at, '/door?room=red');
      same(plain.socket.protocol, '', 'Without an offer, the subprotocol');
    },
  },
  {
    id: 'handshake/subprotocols-passed-over',
    title: 'a browser fails a connection whose offers were all passed over',
    needs: ['subprotocols', 'refusal'],
    run: ({ at }) => failed(open(at, '/door?room=red', 'v9.json')),
  },
  {
    id: 'handshake/origin-allowed',
    title: 'a page of an allowed origin may connect',
    needs: ['origin'],
    options: { origin: 'http://good.test' },
    async run({ at, mock }) {
      await connect(at, '/door?room=red');
      const [entry] = mock.journal.entries();
      same(entry?.type === 'handshake' ? entry.origin : undefined, 'http://good.test', 'The Origin');
    },
  },
  {
    id: 'handshake/origin-foreign',
    title: 'a page of another origin is refused',
    needs: ['origin', 'refusal'],
    options: { origin: 'http://evil.test' },
    async run(stage) {
      await failed(open(stage.at, '/door?room=red'));
      same(refusedBy(stage), { guard: 'origin', form: { status: 403 } }, 'What refused it');
    },
  },
  {
    id: 'handshake/status',
    title: 'a client that is no browser sees the status of a refusal, and why',
    needs: ['status'],
    async run({ at }) {
      const { status, body } = (await at.refusalOf?.('/door?room=green')) ?? { status: 0, body: '' };
      same(status, 400, 'The status');
      holds(body.includes('green'), `The body does not say why: ${body}`);
    },
  },
  {
    id: 'handshake/refused-by-close',
    title: 'a refusal by Close code opens, says nothing, and closes with the code and the reason',
    async run(stage) {
      const client = open(stage.at, '/vault');
      const { code, reason } = await client.ended;
      same([client.events, code, client.waiting], [['open', 'close'], 4401, []], 'What the page saw');
      holds(reason.length > 0, 'The Close frame has no reason.');
      same(refusedBy(stage), { guard: 'credentials', form: { close: 4401 } }, 'What refused it');
    },
  },
  {
    id: 'handshake/wrong-credential',
    title: 'a credential that the mock knows to be wrong is refused, and stands nowhere in the journal',
    async run({ at, mock }) {
      const { code } = await open(at, '/vault?token=made-up-secret').ended;
      same(code, 4401, 'The Close code');
      holds(
        !JSON.stringify(mock.journal.entries()).includes('made-up-secret'),
        'The journal tells the secret.',
      );
    },
  },
  {
    id: 'handshake/silence',
    title: 'a handshake may be left without an answer',
    needs: ['silence'],
    options: { faults: ['silent-handshake'] },
    async run({ at, mock }) {
      const client = open(at, '/talk');
      await pause(150);
      same([client.socket.readyState, client.events], [0, []], 'What the page saw');
      same(mock.connections().length, 0, 'Open connections');
      client.socket.close();
    },
  },
  {
    id: 'handshake/fault',
    title: 'a fault refuses every handshake',
    needs: ['refusal'],
    options: { faults: ['refuse-503'] },
    async run(stage) {
      await failed(open(stage.at, '/talk'));
      same(refusedBy(stage), { guard: 'fault', form: { status: 503 } }, 'What refused it');
    },
  },
];
