import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { address } from '../words.ts';

export const netTimeout: Cause = defineCause({
  id: 'NET-TIMEOUT',
  title: 'The packets get lost before the server',
  explain:
    'Neither a yes nor a no came to the attempt to connect: a firewall swallows it, or nobody has that address.',
  likelihood({ base, evidence }) {
    if (base?.kind !== 'unreached' || base.stage !== 'tcp' || base.code === 'ECONNREFUSED') return undefined;
    return {
      sure: base.code === 'TIMEOUT' ? 'likely' : 'proven',
      why:
        base.code === 'TIMEOUT'
          ? `The TCP connection was neither accepted nor refused${entriesOf(evidence, 'baseline').length > 1 ? ', twice' : ''}.`
          : `The operating system says ${base.code}: ${base.message}`,
      by: ['baseline', 'baseline, again'],
      tell: 'Ask from a machine of the same network: if that connects, a firewall is between.',
    };
  },
  advice({ subject }) {
    return {
      sentence: `No connection to ${address(subject)} came about, and nobody refused it either: a firewall or security group drops the packets, or the address is wrong.`,
      fix: [
        `Allow TCP port ${subject.place.port} in the firewall or security group of the host.`,
        'Check that the address belongs to a machine that is up, and that a VPN that it needs is connected.',
      ],
    };
  },
});
