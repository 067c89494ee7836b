import { BIO_MINING } from './systems/bio-mining.ts';
import { MARKET_FEED } from './systems/market-feed.ts';
import { NOTIFICATIONS } from './systems/notifications.ts';
import { QUOTES } from './systems/quotes.ts';
import { VOICE } from './systems/voice.ts';
import type { Variant } from './variant.ts';

/** Every row of issues 3 and 7: what verify (or the mock's journal) finds, and what diagnose says of the same fault. */
export const VARIANTS: readonly Variant[] = [
  ...MARKET_FEED,
  ...QUOTES,
  ...BIO_MINING,
  ...VOICE,
  ...NOTIFICATIONS,
];
