import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Message } from '../../src/contract/message.ts';
import type { Promised } from '../../src/contract/promise.ts';
import type { Schema } from '../../src/contract/schema.ts';
import type { SourceLocation } from '../../src/errors/source-location.ts';

export const nowhere: SourceLocation = { file: 'tiny.yaml', pointer: '', line: 0, column: 0 };

/** A promise of the document, for tests that care about what is promised and not about where. */
export function promised<T>(value: T): Promised<T> {
  return { value, basis: 'document', at: nowhere };
}

export interface TinyMessage {
  readonly from: 'client' | 'server';
  readonly schema?: Schema;
  readonly examples?: readonly (Json | { readonly name: string; readonly payload: Json })[];
  readonly format?: Message['format'];
}

/** A contract with one endpoint, `/`, made of as little as a test wants to say. */
export function tinyContract(
  messages: Readonly<Record<string, TinyMessage>>,
  endpoint: Partial<Endpoint> = {},
): { readonly contract: Contract; readonly endpoint: Endpoint } {
  const full: Endpoint = {
    id: 'tiny',
    server: 'local',
    channels: ['tiny'],
    address: '/',
    parameters: [],
    handshake: { query: [], headers: [], credentials: [], refuse: {} },
    messages: {
      client: Object.keys(messages).filter((id) => messages[id]?.from === 'client'),
      server: Object.keys(messages).filter((id) => messages[id]?.from === 'server'),
    },
    operations: [],
    at: nowhere,
    ...endpoint,
  };
  return {
    endpoint: full,
    contract: {
      format: 1,
      title: 'Tiny',
      version: '1.0.0',
      file: 'tiny.yaml',
      perspective: { value: 'server', chosenBy: 'auto', score: 0, reasons: [] },
      servers: { local: { name: 'local', protocol: 'ws', host: 'localhost', pathname: '' } },
      endpoints: [full],
      companions: [],
      scenarios: [],
      messages: Object.fromEntries(Object.entries(messages).map(([id, tiny]) => [id, messageOf(id, tiny)])),
      schemas: Object.fromEntries(
        Object.entries(messages).flatMap(([id, { schema }]) =>
          schema === undefined ? [] : [[id, { schema, dialect: 'draft-07' as const }]],
        ),
      ),
      unknownPath: {},
    },
  };
}

function messageOf(id: string, tiny: TinyMessage): Message {
  return {
    id,
    name: id,
    contentType: 'application/json',
    format: tiny.format ?? 'json',
    ...(tiny.schema === undefined ? {} : { payload: id }),
    examples: (tiny.examples ?? []).map((example) =>
      typeof example === 'object' && example !== null && 'payload' in example && 'name' in example
        ? { name: String(example.name), payload: example.payload as Json, at: nowhere }
        : { payload: example as Json, at: nowhere },
    ),
    at: nowhere,
  };
}
