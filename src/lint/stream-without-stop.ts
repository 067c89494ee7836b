import { isPush } from '../contract/queries.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const streamWithoutStop: LintRule = defineLint({
  id: 'stream-without-stop',
  title: 'Every stream that a request starts can be stopped by one.',
  severity: 'info',
  explain:
    'A stream with "after" and without "until" goes on until the connection is closed. That may be meant; if clients can unsubscribe, say with which operation, so that the mock stops then and verify sees that the backend does.',
  example: {
    wrong: streamOf('every: 1s, after: start'),
    right: streamOf('every: 1s, after: start, until: stop'),
  },
  check(contract) {
    return contract.endpoints.flatMap((endpoint) => {
      const requests = new Set(
        endpoint.operations.filter(({ kind }) => kind === 'request').map(({ id }) => id),
      );
      return endpoint.operations.filter(isPush).flatMap(({ id, every, after, until }) => {
        if (every === undefined || after === undefined || until !== undefined || !requests.has(after.value))
          return [];
        return [
          {
            message: `The stream "${id}" begins after "${after.value}" and never ends.`,
            at: after.at,
            fix: 'Add "until" with the operation that ends it.',
          },
        ];
      });
    });
  },
});

function streamOf(promises: string): string {
  return yaml`
    channels:
      prices:
        address: /prices
        messages: { start: {}, stop: {}, price: {} }
    operations:
      start: { action: receive, channel: { $ref: '#/channels/prices' }, messages: [{ $ref: '#/channels/prices/messages/start' }] }
      stop: { action: receive, channel: { $ref: '#/channels/prices' }, messages: [{ $ref: '#/channels/prices/messages/stop' }] }
      prices:
        action: send
        channel: { $ref: '#/channels/prices' }
        messages: [{ $ref: '#/channels/prices/messages/price' }]
        x-countersign: { ${promises} }
  `;
}
