import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/vue';
import { contractTest } from 'countersign/vitest';
import { afterEach, expect } from 'vitest';
import App from '../src/app.vue';

const test = contractTest('asyncapi.yaml');

afterEach(cleanup);

const status = () => screen.getByRole('status').textContent;

/** The page against this server, once it has its session. */
async function open(url: string) {
  render(App, { props: { server: new URL(url).origin } });
  await waitFor(() => expect(status()).toBe('ready'));
}

async function ask(text: string) {
  await fireEvent.update(screen.getByLabelText('Question'), text);
  await fireEvent.submit(screen.getByLabelText('Question'));
}

test('starts a session, asks, and shows the answer', async ({ mock, url }) => {
  await open(url('voice'));
  expect(mock).toHaveReceived('init', { user: 'test-user' });

  await ask('What is new about NVIDIA?');
  await waitFor(() => screen.getByText('Assistant: NVIDIA reports tomorrow.'));
  expect(mock).toHaveReceived('question', { text: expect.stringContaining('NVIDIA') });
});

test('begins a new session when the connection was lost', async ({ mock, url }) => {
  await open(url());
  for (const { id } of mock.connections()) mock.disconnect(id, 1011);
  await waitFor(() => expect(mock.received('init')).toHaveLength(2));
  await waitFor(() => expect(status()).toBe('ready'));
});

test('says so when the assistant goes away before it has answered', async ({ mock, url }) => {
  await open(url());
  mock.setFaults(['no-reply']);
  await ask('Anybody there?');
  await expect(mock).toReceive('question');
  for (const { id } of mock.connections()) mock.disconnect(id, 1011);
  await waitFor(() => screen.getByText('Assistant: No answer came.'));
});
