import type { HandshakeField, HandshakePolicy } from '../../contract/handshake-policy.ts';
import type { Validators } from '../../schema/validators.ts';
import { judgeFieldValue } from '../field-value.ts';
import type { Complaint } from './complaint.ts';

/** Required query parameters and headers are there, and what is there is valid. AsyncAPI: WebSockets Channel Binding. */
export function judgeFields(
  policy: HandshakePolicy,
  place: 'query' | 'header',
  read: (name: string) => string | undefined,
  validators: Validators,
): Complaint | undefined {
  const word = place === 'query' ? 'query parameter' : 'header';
  for (const field of place === 'query' ? policy.query : policy.headers) {
    // Credentials are the business of their own guard, which says better what is wrong with them.
    if (carriesCredential(policy, place, field.name)) continue;
    const value = read(field.name);
    if (value === undefined) {
      if (field.required) {
        return { reason: `The ${word} "${field.name}" is missing.`, remedy: `Send ${spell(place, field)}.` };
      }
      continue;
    }
    const error = judgeFieldValue(field, value, validators);
    if (error !== undefined) {
      return { reason: `The ${word} "${field.name}" is not valid.`, remedy: `${error.message}.` };
    }
  }
  return undefined;
}

function spell(place: 'query' | 'header', { name, example }: HandshakeField): string {
  return place === 'query' ? `?${name}=${example ?? '…'}` : `${name}: ${example ?? '…'}`;
}

function carriesCredential(policy: HandshakePolicy, place: 'query' | 'header', name: string): boolean {
  return policy.credentials.some(({ anyOf }) =>
    anyOf.some(({ carrier }) => {
      if (carrier.in === 'authorization') return place === 'header' && name.toLowerCase() === 'authorization';
      return carrier.in === place && carrier.name.toLowerCase() === name.toLowerCase();
    }),
  );
}
