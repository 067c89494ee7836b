import type { Contract } from '../contract/contract.ts';

/**
 * 53 bits of the schemas' text, as hexadecimal digits: enough to notice that a contract was generated anew, and nothing that
 * security rests on. The function is cyrb53, which is in the public domain.
 */
export function fingerprint({ schemas }: Pick<Contract, 'schemas'>): string {
  const text = JSON.stringify(schemas);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}
