import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { contractTest } from 'countersign/vitest';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { App } from '../src/app.tsx';
import { mock as generated } from '../src/mocks/handlers.ts';
import { server } from '../src/mocks/node.ts';

const test = contractTest('asyncapi.yaml', { mock: () => generated });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(cleanup);
afterAll(() => server.close());

const text = (id: string) => screen.getByTestId(id).textContent;

test('subscribes to each symbol, and shows its price', async ({ mock, url }) => {
  render(<App feed={url()} symbols={['AAPL', 'TSLA']} />);
  await expect(mock).toReceive('subscribe', { symbol: 'AAPL' });
  await expect(mock).toReceive('subscribe', { symbol: 'TSLA' });
  await waitFor(() => expect(text('TSLA')).toMatch(/^\d+\.\d\d$/));

  mock.push('price', { type: 'price', symbol: 'AAPL', price: 42 });
  await waitFor(() => expect(text('AAPL')).toBe('42.00'));
  expect(screen.getByRole('status').textContent).toBe('live');
});

test('says so when the feed goes away', async ({ mock, url }) => {
  render(<App feed={url()} />);
  await expect(mock).toReceive('subscribe');
  for (const { id } of mock.connections()) mock.disconnect(id, 1011);
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('offline'));
});

test('waits where no answer comes', async ({ mock, url }) => {
  mock.setFaults(['silent']);
  render(<App feed={url()} />);
  await expect(mock).toReceive('subscribe');
  expect(text('AAPL')).toBe('–');
});

describe('what the page itself gets wrong', () => {
  // The fixture would fail this test: what it means to do is break the contract.
  test.override({ violations: 'ignore' });

  test('is turned down, and shown', async ({ mock, url }) => {
    render(<App feed={url()} symbols={['aapl']} />);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('Not a message of this feed.'));
    expect(mock).not.toKeepContract();
  });
});
