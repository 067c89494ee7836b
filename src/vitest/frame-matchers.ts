import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { messageOf } from '../contract/queries.ts';
import { nearest } from '../errors/suggest.ts';
import { createRecogniser } from '../rules/create-recogniser.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import type { Validators } from '../schema/validators.ts';
import type { Outcome, SeenAt } from './matcher-types.ts';

/** What `expect` knows of a document. */
export interface KnownContract {
  readonly contract: Contract;
  readonly validators: Validators;
}

export function matchMessage(
  { contract, validators }: KnownContract,
  received: unknown,
  name: string,
): Outcome {
  const all = Object.values(contract.messages);
  const meant = all.filter((message) => message.id === name || message.name === name);
  if (meant.length === 0) {
    const names = [...new Set(all.map((message) => message.name))];
    const near = nearest(name, names);
    throw new TypeError(
      `The document has no message "${name}".${near === undefined ? ` It has ${names.join(', ')}.` : ` Did you mean "${near}"?`}`,
    );
  }
  const payload = payloadOf(received);
  let wrong: string | undefined;
  for (const { payload: schema, format } of meant) {
    const [error] =
      payload === undefined && format === 'json'
        ? [{ message: 'it is no JSON' }]
        : schema === undefined
          ? []
          : validators.errors(schema, payload ?? textOf(received) ?? null);
    if (error === undefined) return { pass: true, message: () => `It is a valid "${name}".` };
    wrong ??= error.message;
  }
  const other = recognised(contract, validators, received, { from: 'server' });
  const instead = other?.kind === 'message' ? ` It is a valid "${nameOf(contract, other.message)}".` : '';
  const example = meant.flatMap(({ examples }) => examples)[0]?.payload;
  return {
    pass: false,
    message: () => `It is no valid "${name}": ${wrong}.${instead}`,
    actual: payload ?? received,
    ...(example === undefined ? {} : { expected: example }),
  };
}

export function frameKeepsContract(
  { contract, validators }: KnownContract,
  received: unknown,
  where: SeenAt,
): Outcome {
  const found = recognised(contract, validators, received, { from: 'server', ...where });
  if (found?.kind === 'message')
    return { pass: true, message: () => `It is a valid "${nameOf(contract, found.message)}".` };
  const like =
    found?.kind === 'broken' ? found.message : found?.kind === 'unknown' ? found.nearest : undefined;
  const example = like === undefined ? undefined : messageOf(contract, like).examples[0]?.payload;
  return {
    pass: false,
    message: () => `It keeps no promise of the contract. ${reasonOf(contract, found)}`,
    actual: payloadOf(received) ?? received,
    ...(example === undefined ? {} : { expected: example }),
  };
}

function reasonOf(contract: Contract, found: Recognition | undefined): string {
  switch (found?.kind) {
    case 'broken':
      return `It is meant to be "${nameOf(contract, found.message)}", but ${found.errors[0]?.message ?? 'breaks its schema'}.`;
    case 'unknown':
    case 'malformed':
      return found.reason;
    default:
      return 'The document has no endpoint of that name at which such frames are sent.';
  }
}

/** As what it is known at one of those endpoints: a valid message before a broken one, a broken one before an unknown one. */
function recognised(
  contract: Contract,
  validators: Validators,
  received: unknown,
  { endpoint, from = 'server' }: SeenAt,
): Recognition | undefined {
  const frame = frameOf(received);
  const order = ['message', 'broken', 'unknown', 'malformed'];
  return contract.endpoints
    .filter(({ id, absent }) => absent === undefined && (endpoint === undefined || id === endpoint))
    .map((each) => createRecogniser(contract, each, from, validators).recognise(frame))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}

function nameOf(contract: Contract, id: string): string {
  return messageOf(contract, id).name;
}

function frameOf(received: unknown): IncomingFrame {
  const data = dataOf(received);
  if (typeof data === 'string') return { kind: 'text', text: data };
  const bytes = bytesOf(data);
  if (bytes !== undefined) return { kind: 'binary', base64: bytes.toString('base64'), size: bytes.length };
  return { kind: 'text', text: JSON.stringify(data) ?? '' };
}

/** What JSON it holds; `undefined`: none. */
function payloadOf(received: unknown): Json | undefined {
  const data = dataOf(received);
  const text = textOf(received);
  return text === undefined ? (data as Json) : jsonOf(text);
}

function textOf(received: unknown): string | undefined {
  const data = dataOf(received);
  return typeof data === 'string' ? data : bytesOf(data)?.toString('utf8');
}

/** Of a `MessageEvent`, what came; else the thing itself. */
function dataOf(received: unknown): unknown {
  const isEvent = typeof MessageEvent !== 'undefined' && received instanceof MessageEvent;
  return isEvent ? received.data : received;
}

function bytesOf(data: unknown): Buffer | undefined {
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return undefined;
}
