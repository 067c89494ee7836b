// `@scalar/mock-server`: it answers any frame with the first message of the channel's `send` operation.
import { serve } from '@hono/node-server';
import { createAsyncApiMockServer } from '@scalar/mock-server';

const document = {
  asyncapi: '3.1.0',
  info: { title: 'Bench', version: '1.0.0' },
  servers: { local: { host: 'localhost', protocol: 'ws' } },
  channels: {
    conversation: {
      address: '/ws',
      messages: {
        pong: {
          payload: { type: 'object', required: ['type'], properties: { type: { const: 'pong' } } },
          examples: [{ payload: { type: 'pong' } }],
        },
      },
    },
  },
  operations: {
    answer: {
      action: 'send',
      channel: { $ref: '#/channels/conversation' },
      messages: [{ $ref: '#/channels/conversation/messages/pong' }],
    },
  },
};
const { app, injectWebSocket } = await createAsyncApiMockServer({ document });
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`ws://127.0.0.1:${port}/`),
);
injectWebSocket(server);
