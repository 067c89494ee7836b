import type { Session } from 'autobahn';
import autobahn from 'autobahn-browser';
import { onTestFinished } from 'vitest';

/** An open session over the global `WebSocket`; rejects with the reason that the router gives. */
export function openSession(url: string, realm: string): Promise<Session> {
  const connection = new autobahn.Connection({ url, realm, max_retries: 0 });
  onTestFinished(() => {
    if (connection.isOpen) connection.close();
  });
  return new Promise((resolve, reject) => {
    connection.onopen = resolve;
    connection.onclose = (reason, details: { readonly reason?: string }) => {
      reject(new Error(details.reason ?? reason));
      return true;
    };
    connection.open();
  });
}
