import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Party } from '../../contract/party.ts';
import { endpointOf } from '../../contract/queries.ts';
import { didYouMean } from '../../errors/suggest.ts';
import type { IncomingFrame } from '../../rules/recognition.ts';
import { plainJson } from '../unknown-request.ts';
import { BadCall } from './bad-call.ts';
import { contractTools } from './contract-tools.ts';
import { bodyFields, demanded, onlyQuery } from './fields.ts';
import { judgeFrame } from './judge.ts';
import type { Route } from './route.ts';

/** What may be said, and whether something may. */
export const messageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/messages/{message}',
    answer: ({ contract, query, parameters: { message: id = '' } }) => {
      onlyQuery(query, []);
      const message = Object.hasOwn(contract.messages, id) ? contract.messages[id] : undefined;
      if (message === undefined) throw unknownMessage(contract, id);
      const { playbook } = contractTools(contract);
      const examples = playbook.examples(id).map(({ name, summary, payload }) => ({
        ...(name === undefined ? {} : { name }),
        ...(summary === undefined ? {} : { summary }),
        payload,
      }));
      const sample = examples.length === 0 ? playbook.payload(id, undefined, 0) : undefined;
      const { name, title, summary, format, contentType, at } = message;
      return plainJson(200, { id, name, title, summary, format, contentType, at, examples, sample });
    },
  },
  {
    method: 'POST',
    path: '/judge',
    answer: ({ contract, body }) => {
      const fields = bodyFields(body, {
        endpoint: 'string',
        from: 'string',
        text: 'string',
        base64: 'string',
      });
      const endpoint = demandEndpoint(contract, demanded(fields.endpoint, 'endpoint'));
      return plainJson(200, judgeFrame(contract, endpoint, partyOf(fields.from), frameOf(fields)));
    },
  },
];

function unknownMessage({ messages }: Contract, id: string): BadCall {
  const names = Object.keys(messages);
  return new BadCall(404, `The contract has no message "${id}".${didYouMean(id, names)}`, {
    at: 'path.message',
  });
}

function demandEndpoint(contract: Contract, id: string): Endpoint {
  const endpoint = endpointOf(contract, id);
  if (endpoint !== undefined) return endpoint;
  const names = contract.endpoints.map((one) => one.id);
  throw new BadCall(404, `The contract has no endpoint "${id}".${didYouMean(id, names)}`, {
    at: 'body.endpoint',
  });
}

function partyOf(from: string | undefined): Party {
  if (from === 'client' || from === 'server') return from;
  throw new BadCall(400, 'Nobody says who sends it.', {
    at: 'body.from',
    fix: 'Send "from": "client" or "server".',
  });
}

function frameOf({ text, base64 }: { text: string | undefined; base64: string | undefined }): IncomingFrame {
  if (text !== undefined && base64 === undefined) return { kind: 'text', text };
  if (base64 === undefined || text !== undefined)
    throw new BadCall(400, 'A frame is text or bytes.', {
      at: 'body',
      fix: 'Send either "text" or "base64".',
    });
  return { kind: 'binary', base64, size: Math.floor((base64.replace(/=+$/, '').length * 3) / 4) };
}
