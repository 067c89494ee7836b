import type { RefusalForm } from '../../../contract/handshake-policy.ts';

/** How a handshake was refused, in words. */
export function formatStatus(form: RefusalForm): string {
  return 'status' in form ? `HTTP ${form.status}` : `accepted, then closed with ${form.close}`;
}
