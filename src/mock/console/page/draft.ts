import { batch, type Signal, signal } from '@preact/signals';
import type { Json } from '../../../contract/json.ts';
import type { Party } from '../../../contract/party.ts';
import type { Verdict } from '../../admin/judge.ts';
import { socketUrl, subprotocolsOf } from './addresses.ts';
import { admin, type MessageFact } from './admin.ts';
import { attempt, contract, tab, view } from './state.ts';

/** The message that is being written. */
export const as: Signal<Party> = signal('server');
export const endpointId: Signal<string | undefined> = signal(undefined);
export const messageId: Signal<string | undefined> = signal(undefined);
/** To that connection; `undefined`: to all of the endpoint. */
export const to: Signal<number | undefined> = signal(undefined);
export const text: Signal<string> = signal('');
export const fact: Signal<MessageFact | undefined> = signal(undefined);
export const verdict: Signal<Verdict | undefined> = signal(undefined);
/** Where this page connects, as a client, and what it offers. */
export const url: Signal<string> = signal('');
export const protocols: Signal<string> = signal('');

/** Begins with the first message of the endpoint that this party sends. */
export function chooseEndpoint(id: string, party: Party = as.value): void {
  const endpoint = contract.value?.endpoints.find((one) => one.id === id);
  if (endpoint === undefined) return;
  batch(() => {
    if (endpointId.value !== id || url.value === '') {
      url.value = socketUrl(endpoint);
      protocols.value = subprotocolsOf(endpoint).join(', ');
      to.value = undefined;
    }
    endpointId.value = id;
    as.value = party;
  });
  const [first] = endpoint.messages[party];
  if (first === undefined) {
    batch(() => {
      messageId.value = undefined;
      fact.value = undefined;
      setText('');
    });
  } else void chooseMessage(first);
}

/** Fills in its first example, or a sample. */
export async function chooseMessage(id: string): Promise<void> {
  messageId.value = id;
  await attempt(undefined, async () => {
    const found = await admin.message(id);
    if (messageId.value !== id) return;
    fact.value = found;
    const payload = found.examples[0]?.payload ?? found.sample;
    setText(payload === undefined ? '' : textOf(payload, found.format));
  });
}

/** Goes to the message, to be sent as whoever may send it. */
export function compose(endpoint: string, party: Party, message: string): void {
  chooseEndpoint(endpoint, party);
  void chooseMessage(message);
  tab.value = 'send';
  view.value = 'tools';
}

/** Goes to the same text once more. */
export function composeAgain(
  endpoint: string,
  party: Party,
  message: string | undefined,
  again: string,
): void {
  chooseEndpoint(endpoint, party);
  tab.value = 'send';
  view.value = 'tools';
  if (message === undefined) setText(pretty(again));
  else void chooseMessage(message).then(() => setText(pretty(again)));
}

export function textOf(payload: Json, format: MessageFact['format']): string {
  return format === 'json' || typeof payload !== 'string' ? JSON.stringify(payload, undefined, 2) : payload;
}

function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), undefined, 2);
  } catch {
    return raw;
  }
}

/** ms of quiet before what is written is judged. */
const QUIET = 150;
let judging: ReturnType<typeof setTimeout> | undefined;

export function setText(value: string): void {
  text.value = value;
  verdict.value = undefined;
  clearTimeout(judging);
  judging = setTimeout(judge, QUIET);
}

function judge(): void {
  const [endpoint, from, written] = [endpointId.value, as.value, text.value];
  if (endpoint === undefined || written === '') return;
  const isBinary = fact.value?.format === 'binary';
  const frame = isBinary ? { base64: written } : { text: onWire(written) };
  void attempt(undefined, async () => {
    const judged = await admin.judge({ endpoint, from, ...frame });
    if (text.value === written && as.value === from && endpointId.value === endpoint) verdict.value = judged;
  });
}

/** What is sent: JSON without the spaces that are there to be read. */
export function onWire(written: string): string {
  if (fact.value?.format === 'text') return written;
  try {
    return JSON.stringify(JSON.parse(written));
  } catch {
    return written;
  }
}
