import type { Party } from '../contract/party.ts';

/** `action` is what the described application does, and `perspective` says which side that is. */
export function senderOf(action: 'send' | 'receive', perspective: Party): Party {
  if (action === 'send') return perspective;
  return perspective === 'server' ? 'client' : 'server';
}
