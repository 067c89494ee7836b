import type { Contract } from '../../../contract/contract.ts';
import { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
import type { EndpointId } from '../../../contract/endpoint.ts';
import type { Json } from '../../../contract/json.ts';
import type { MessageId } from '../../../contract/message.ts';
import { endpointOf } from '../../../contract/queries.ts';
import { CountersignError } from '../../../errors/countersign-error.ts';
import { didYouMean } from '../../../errors/suggest.ts';
import { createRecogniser } from '../../../rules/create-recogniser.ts';
import { validatorsOf } from '../../../schema/validators-of.ts';
import { fromBase64, toBase64 } from '../../bytes.ts';
import { payloadFor } from '../../handlers/handler-payload.ts';
import { demandMessage } from '../../received.ts';

/** A message of the contract, as handlers of one's own send and receive them. */
export interface ContractMessage {
  /** `undefined`: a client sent what is no message of the endpoint. */
  readonly message: MessageId | undefined;
  /** JSON, text, or the base64 of bytes. */
  readonly payload: Json;
  /** Why it is no valid message. Absent: it is one. */
  readonly violation?: string;
}

/** MSW 3's `WebSocketExtension`, by its shape: MSW 2 has no such class to extend. */
export interface ContractMessages {
  encode(message: ContractMessage): string | Uint8Array<ArrayBuffer>;
  decode(data: unknown): ContractMessage;
  apply(connection: { client: Extensible; server: Extensible }): void;
}

/** MSW's own field is of a class that MSW 2 does not have. */
type Extensible = object & { extension?: unknown };

/**
 * For handlers that one writes oneself with MSW 3, `ws.link(url, { extensions: [contractMessages(contract, 'chat')] })`:
 * `message` events carry messages of the contract with their names, and `client.send({ message, payload })` throws for
 * what the contract does not allow.
 * @throws CountersignError `contract.invalid`, `extension.unknown-name` for an endpoint that there is not
 */
export function contractMessages(json: ContractJson, endpointId: EndpointId): ContractMessages {
  const contract = contractFrom(json);
  const endpoint = endpointOf(contract, endpointId);
  if (endpoint === undefined) throw unknownEndpoint(contract, endpointId);
  const validators = validatorsOf(contract);
  const recogniser = createRecogniser(contract, endpoint, 'client', validators);
  return {
    encode({ message, payload }) {
      demandMessage({ ...contract, endpoints: [endpoint] }, 'server', message ?? '');
      const { format, payload: schema } = contract.messages[message ?? ''] ?? {};
      const plain = payloadFor(contract, message ?? '', payload) ?? null;
      const [error] = schema === undefined ? [] : validators.errors(schema, plain);
      if (error !== undefined) throw new TypeError(`It is no valid "${message}": ${error.message}.`);
      if (format === 'binary' && typeof plain === 'string') return fromBase64(plain);
      return format === 'text' && typeof plain === 'string' ? plain : JSON.stringify(plain);
    },
    decode(data) {
      const bytes = bytesOf(data);
      const base64 = bytes === undefined ? undefined : toBase64(bytes);
      const text = base64 ?? String(data);
      const found = recogniser.recognise(
        bytes === undefined || base64 === undefined
          ? { kind: 'text', text }
          : { kind: 'binary', base64, size: bytes.length },
      );
      switch (found.kind) {
        case 'message':
          return { message: found.message, payload: found.payload };
        case 'broken':
          return {
            message: found.message,
            payload: found.payload,
            violation: found.errors[0]?.message ?? '',
          };
        case 'unknown':
          return { message: undefined, payload: found.payload, violation: found.reason };
        case 'malformed':
          return { message: undefined, payload: text, violation: found.reason };
      }
    },
    apply({ client, server }) {
      client.extension = this;
      server.extension = this;
    },
  };
}

/** The bytes of a Blob can only be waited for, and MSW does not wait: they are taken for none. */
function bytesOf(data: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return typeof data === 'string' ? undefined : new Uint8Array();
}

function unknownEndpoint({ endpoints }: Contract, id: EndpointId): CountersignError {
  const known = endpoints.map((endpoint) => endpoint.id);
  return new CountersignError(
    'extension.unknown-name',
    `The contract has no endpoint "${id}".${didYouMean(id, known)}`,
    { fix: `Name one of ${known.join(', ')}.` },
  );
}
