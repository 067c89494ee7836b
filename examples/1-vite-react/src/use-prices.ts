import { useEffect, useState } from 'react';
import type { FeedClientMessage, FeedServerMessage } from './api/types.ts';

export interface Prices {
  readonly isLive: boolean;
  /** What the server last said of each symbol. */
  readonly prices: Readonly<Record<string, number | undefined>>;
  readonly error: string | undefined;
}

/** The prices of these symbols, as the feed tells them. */
export function usePrices(feed: string, symbols: readonly string[]): Prices {
  const [isLive, setLive] = useState(false);
  const [prices, setPrices] = useState<Prices['prices']>({});
  const [error, setError] = useState<string>();
  const wanted = symbols.join(' ');

  useEffect(() => {
    const socket = new WebSocket(feed);
    const send = (message: FeedClientMessage) => socket.send(JSON.stringify(message));
    socket.addEventListener('open', () => {
      setLive(true);
      for (const symbol of wanted.split(' ')) send({ type: 'subscribe', symbol });
    });
    socket.addEventListener('message', ({ data }) => {
      const message: FeedServerMessage = JSON.parse(data);
      if (message.type === 'price') setPrices((all) => ({ ...all, [message.symbol]: message.price }));
      if (message.type === 'error') setError(message.message);
    });
    socket.addEventListener('close', () => setLive(false));
    return () => socket.close();
  }, [feed, wanted]);

  return { isLive, prices, error };
}
