import type { Endpoint, InvalidPolicy } from '../../contract/endpoint.ts';
import { formatDuration } from '../../transcript/format.ts';
import { span } from '../layout/span.ts';
import type { Row } from './handshake-rows.ts';
import { MOCK_DEFAULT } from './words.ts';

/** What happens where the talk leaves its path. */
export function otherwiseRows({ invalid, otherwise, keepalive, payloadLimit }: Endpoint): Row[] {
  const rows: Row[] = [];
  rows.push(
    invalid === undefined
      ? ['bad input', [span('ignored, and noted in the journal '), MOCK_DEFAULT]]
      : ['bad input', [span(invalidWords(invalid.value))]],
  );
  if (otherwise !== undefined) {
    rows.push(['other input', [span(`← ${otherwise.value}`)]]);
  }
  if (keepalive !== undefined) {
    const { idle, send, ping, close, code } = keepalive.value;
    const words = [
      ...(send === undefined ? [] : [`← ${send} after ${formatDuration(idle)}`]),
      ...(ping === undefined ? [] : [`a Ping after ${formatDuration(idle)}`]),
      ...(close === undefined
        ? []
        : [`closed${code === undefined ? '' : ` with ${code}`} after ${formatDuration(close)}`]),
    ];
    rows.push([
      'silence',
      [span(words.length === 0 ? `of ${formatDuration(idle)} is noticed` : words.join(', '))],
    ]);
  }
  if (payloadLimit !== undefined) {
    rows.push(['payload', [span(`${sizeWords(payloadLimit.value)} at most; more is closed with 1009`)]]);
  }
  return rows;
}

function invalidWords(policy: InvalidPolicy): string {
  switch (policy.kind) {
    case 'ignore':
      return 'ignored';
    case 'reply':
      return `← ${policy.message}`;
    case 'close':
      return `closed with ${policy.code}`;
  }
}

/** `1 MiB`, `512 KiB`, `1000 bytes`. */
function sizeWords(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2} MiB`;
  if (bytes >= 1024 && bytes % 1024 === 0) return `${bytes / 1024} KiB`;
  return `${bytes} bytes`;
}
