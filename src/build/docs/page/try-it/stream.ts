import type { Party } from '../../../../contract/party.ts';
import { element } from '../element.ts';
import type { Judged } from './judge.ts';

export interface Stream {
  readonly root: HTMLElement;
  add(from: Party, data: string | ArrayBuffer, judged: Judged): void;
  /** Something that happened to the connection. */
  say(what: string, detail: string): void;
  readonly clear: () => void;
}

/** More lines make a page slow, and are read by nobody. */
const MOST = 300;
const LONGEST = 4_000;

/** What was sent and what came, the newest first, each frame with its verdict. */
export function createStream(): Stream {
  const list = element('ol', { class: 'stream', tabindex: '0', 'aria-label': 'Messages, newest first' });
  const empty = element('p', { class: 'empty' }, 'Nothing was sent or received yet.');
  const root = element('div', { class: 'part', style: 'padding:0' }, empty, list);
  const put = (line: HTMLElement): void => {
    empty.hidden = true;
    list.prepend(line);
    while (list.children.length > MOST) list.lastElementChild?.remove();
  };
  return {
    root,
    add(from, data, { message, tone, word, complaints }) {
      put(
        element(
          'li',
          { class: `from-${from}` },
          element(
            'div',
            { class: 'head' },
            element(
              'span',
              { class: 'arrow', 'aria-label': from === 'client' ? 'sent' : 'received' },
              from === 'client' ? '→' : '←',
            ),
            element('strong', {}, message ?? (typeof data === 'string' ? 'text' : 'binary')),
            element('span', { class: `badge ${tone}` }, word),
            element('time', {}, now()),
          ),
          ...complaints.map((line) => element('p', { class: 'complaint' }, line)),
          element('pre', {}, typeof data === 'string' ? pretty(data) : `${data.byteLength} bytes`),
        ),
      );
    },
    say(what, detail) {
      put(
        element(
          'li',
          {},
          element(
            'div',
            { class: 'head' },
            element('strong', {}, what),
            detail === '' ? undefined : element('span', {}, detail),
            element('time', {}, now()),
          ),
        ),
      );
    },
    clear() {
      list.replaceChildren();
      empty.hidden = false;
    },
  };
}

function now(): string {
  return new Date().toTimeString().slice(0, 8);
}

function pretty(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  try {
    return text.length > LONGEST ? shown : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return shown;
  }
}
