import { usePrices } from './use-prices.ts';

const SYMBOLS = ['AAPL', 'MSFT'];

export function App({ feed, symbols = SYMBOLS }: { feed: string; symbols?: readonly string[] }) {
  const { isLive, prices, error } = usePrices(feed, symbols);
  return (
    <main>
      <h1>Prices</h1>
      <p role="status">{isLive ? 'live' : 'offline'}</p>
      {error !== undefined && <p role="alert">{error}</p>}
      <dl>
        {symbols.map((symbol) => (
          <div key={symbol}>
            <dt>{symbol}</dt>
            <dd data-testid={symbol}>{prices[symbol]?.toFixed(2) ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
