import type { Contract } from '../../../../contract/contract.ts';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import { button, element } from '../element.ts';
import { createAddress } from './address.ts';
import { createComposer } from './composer.ts';
import { createJudge } from './judge.ts';
import { originTruth, refusalWords } from './origin-truth.ts';
import { createStream } from './stream.ts';

/** One endpoint's panel: where to, connect, send, and what came, each frame with its verdict. */
export function createTryIt(contract: Contract, endpoint: Endpoint): HTMLElement {
  const judge = createJudge(contract, endpoint);
  const address = createAddress(contract, endpoint);
  const stream = createStream();
  const status = element('span', { class: 'status', role: 'status' }, 'Not connected');
  const why = element('div', { class: 'why', hidden: '' });
  const composer = createComposer(contract, endpoint, judge, send);
  const connect = button('Connect', 'main', () => (socket === undefined ? open() : socket.close()));
  let socket: WebSocket | undefined;

  function show(state: 'closed' | 'wait' | 'open' | 'failed', words: string): void {
    status.className = `status ${state}`;
    status.textContent = words;
    connect.textContent = state === 'open' || state === 'wait' ? 'Disconnect' : 'Connect';
    composer.enable(state === 'open');
  }

  function open(): void {
    why.hidden = true;
    const { url, subprotocols } = address.read();
    let opening: WebSocket;
    try {
      opening = new WebSocket(url, [...subprotocols]);
    } catch (error) {
      show('failed', 'The browser did not even try');
      explain([error instanceof Error ? error.message : String(error)], undefined);
      return;
    }
    opening.binaryType = 'arraybuffer';
    socket = opening;
    let opened = false;
    show('wait', 'Connecting…');
    opening.addEventListener('open', () => {
      opened = true;
      show('open', opening.protocol === '' ? 'Connected' : `Connected, speaking ${opening.protocol}`);
      stream.say('Connected', opening.protocol === '' ? '' : `subprotocol ${opening.protocol}`);
    });
    opening.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      stream.add('server', data, judge.judge('server', data));
    });
    opening.addEventListener('close', ({ code, reason }) => {
      socket = undefined;
      if (opened) {
        show('closed', `Closed with ${code}`);
        stream.say(`Closed with ${code}`, reason);
        return;
      }
      show('failed', 'Not connected');
      stream.say('The handshake failed', `${code}`);
      const { words, command } = refusalWords(contract, endpoint, url);
      explain(words, command);
    });
  }

  function send(text: string): void {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(text);
    stream.add('client', text, judge.judge('client', text));
  }

  function explain(words: readonly string[], command: string | undefined): void {
    why.replaceChildren(
      ...words.map((line) => element('p', {}, line)),
      ...(command === undefined ? [] : [element('pre', {}, command)]),
    );
    why.hidden = false;
  }

  composer.enable(false);
  return element(
    'div',
    { class: 'try' },
    element(
      'div',
      { class: 'part' },
      element('div', { class: 'row' }, address.url, element('div', { class: 'fit' }, connect)),
      address.fields,
      element('p', { class: 'truth' }, ...originTruth(endpoint)),
      ...(judge.note === undefined ? [] : [element('p', { class: 'truth' }, judge.note)]),
      why,
    ),
    element('div', { class: 'part' }, composer.root),
    element(
      'div',
      { class: 'part' },
      element(
        'div',
        { class: 'row middle' },
        status,
        element('div', { class: 'fit' }, button('Clear', 'plain', stream.clear)),
      ),
    ),
    stream.root,
  );
}
