import type { ConnectionId } from '../../engine/engine.ts';
import { FAULT_KINDS, faultNamed } from '../../engine/faults/catalogue.ts';
import { formOf } from '../../engine/faults/fault-kind.ts';
import { demandConnection } from '../controls.ts';
import { plainJson } from '../unknown-request.ts';
import { BadCall } from './bad-call.ts';
import { bodyFields, demanded, onlyQuery } from './fields.ts';
import type { Call, Route } from './route.ts';

/** What the mock can be made to do. */
export const controlRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/push',
    answer: ({ mock, body }) => {
      const fields = bodyFields(body, {
        message: 'string',
        payload: 'any',
        endpoint: 'string',
        connection: 'integer',
      });
      const message = demanded(fields.message, 'message');
      const { payload, endpoint, connection } = fields;
      if (connection !== undefined) demandConnection(mock, connection);
      const since = mock.journal.last;
      mock.push(message, payload, {
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(connection === undefined ? {} : { connection }),
      });
      const sent = mock.journal
        .entries(since)
        .flatMap((entry) => (entry.type === 'frame' && entry.from === 'server' ? entry.connection : []));
      return plainJson(200, { connections: [...new Set(sent)] });
    },
  },
  {
    method: 'POST',
    path: '/connections/{id}/close',
    answer: (call) => {
      const { code, reason } = bodyFields(call.body, { code: 'integer', reason: 'string' });
      call.mock.disconnect(connectionOf(call), code, reason);
      return plainJson(200, { connections: [connectionOf(call)] });
    },
  },
  {
    method: 'POST',
    path: '/reset',
    answer: ({ mock, body }) => {
      bodyFields(body, {});
      mock.reset();
      return { status: 204, headers: [], body: '' };
    },
  },
  {
    method: 'GET',
    path: '/faults',
    answer: ({ mock, contract, query }) => {
      onlyQuery(query, []);
      const catalogue = FAULT_KINDS.map((kind) => {
        const { title, breaks } = faultNamed(kind.name);
        const examples = kind.examples ?? [];
        return { name: kind.name, form: formOf(kind), title, breaks: breaks(contract) ?? null, examples };
      });
      return plainJson(200, { faults: mock.faults(), catalogue });
    },
  },
  {
    method: 'PUT',
    path: '/faults',
    answer: ({ mock, body }) => {
      const faults = demanded(bodyFields(body, { faults: 'strings' }).faults, 'faults');
      mock.setFaults(faults);
      return plainJson(200, { faults: mock.faults() });
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    answer: ({ mock }) => {
      mock.setFaults([]);
      return plainJson(200, { faults: mock.faults() });
    },
  },
  {
    method: 'PUT',
    path: '/faults/{fault}',
    answer: ({ mock, parameters: { fault = '' } }) => {
      mock.setFaults([...mock.faults().filter((name) => name !== fault), fault]);
      return plainJson(200, { faults: mock.faults() });
    },
  },
  {
    method: 'DELETE',
    path: '/faults/{fault}',
    answer: ({ mock, parameters: { fault = '' } }) => {
      const left = mock.faults().filter((name) => name !== fault);
      if (left.length === mock.faults().length)
        throw new BadCall(404, `The fault "${fault}" is not on.`, {
          at: 'path.fault',
          fix: left.length === 0 ? 'No fault is on.' : `On are ${left.join(', ')}.`,
        });
      mock.setFaults(left);
      return plainJson(200, { faults: left });
    },
  },
  {
    method: 'GET',
    path: '/scenarios',
    answer: ({ contract, query }) => {
      onlyQuery(query, []);
      const scenarios = contract.scenarios.flatMap(({ name, title, endpoint, steps }) =>
        endpoint === undefined
          ? []
          : { name, endpoint, steps: steps.length, ...(title === undefined ? {} : { title }) },
      );
      return plainJson(200, { scenarios });
    },
  },
  {
    method: 'POST',
    path: '/scenarios/{name}/play',
    answer: ({ mock, body, parameters: { name = '' } }) => {
      const { connection } = bodyFields(body, { connection: 'integer' });
      const connections = mock.play(name, connection === undefined ? {} : { connection });
      return plainJson(200, { connections });
    },
  },
];

function connectionOf({ parameters: { id = '' } }: Call): ConnectionId {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new BadCall(400, `"${id}" is no number of a connection.`, { at: 'path.id' });
}
