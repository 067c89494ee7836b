import { entriesOf, httpIn } from '../evidence.ts';
import { type Facts, fieldOf } from '../facts.ts';

/** Origins that a preflight named. */
export function discoveredOrigins({ evidence }: Facts): readonly string[] {
  return entriesOf(evidence, 'preflight')
    .filter((entry) => {
      const http = httpIn(entry);
      return http !== undefined && fieldOf(http.headers, 'access-control-allow-origin') === entry.aim.origin;
    })
    .map(({ aim }) => aim.origin);
}

/** Where pages of a development machine usually come from: tried where nobody tells which Origin is allowed. */
export const PAGES: readonly string[] = [
  'http://localhost:3000',
  'http://localhost:5173',
  'http://localhost:5174',
  'http://localhost:8080',
  'http://localhost:4200',
  'http://127.0.0.1:3000',
];
