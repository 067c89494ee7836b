import type { Answer } from '../diagnose/probe.ts';
import { receptionOf } from '../diagnose/reception.ts';
import { sayReception } from '../diagnose/words.ts';
import { formatFailure } from '../transcript/format.ts';

/** An answer in one line. */
export function describeAnswer(answer: Answer): string {
  switch (answer.via) {
    case 'name':
      return answer.addresses.length === 0 ? `no address (${answer.code})` : answer.addresses.join(', ');
    case 'listeners':
      return answer.listeners === undefined
        ? 'this system does not tell'
        : `${answer.listeners.length} listening sockets`;
    case 'certificate': {
      const { certificate, code } = answer;
      if (certificate === undefined) return `no TLS (${code})`;
      return `certificate of ${certificate.subject}, ${certificate.from} to ${certificate.to}${certificate.problem === undefined ? '' : `: ${certificate.problem}`}`;
    }
    case 'handshake':
      return sayReception(receptionOf(answer.transcript));
    case 'http': {
      const { outcome } = answer.record;
      if (outcome.kind === 'failed') return formatFailure(outcome);
      const text = outcome.body.replace(/\s+/g, ' ').trim();
      return `${outcome.status} (${text === '' ? 'empty body' : text.length > 60 ? `${text.slice(0, 60)}…` : text})`;
    }
    case 'login': {
      const owners = [...new Set(answer.credentials.map(({ owner }) => owner))];
      return owners.length === 0 ? (answer.problem ?? 'nobody') : owners.join(', ');
    }
  }
}
