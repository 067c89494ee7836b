import { type Cause, defineCause } from '../cause.ts';

export const netDns: Cause = defineCause({
  id: 'NET-DNS',
  title: 'The name does not resolve',
  explain: 'Before anything else, the name of the host becomes an address. Nobody knows this name here.',
  likelihood({ base }) {
    if (base?.kind !== 'unreached' || base.stage !== 'dns') return undefined;
    return {
      sure: 'proven',
      why: `The look-up itself failed (${base.code}); no packet was sent to a server.`,
      by: ['baseline', 'name'],
    };
  },
  advice({ subject }) {
    const { host } = subject.place;
    const container = !host.includes('.') && host !== 'localhost';
    return {
      sentence: `The name "${host}" means nothing on this machine, so no server was ever asked.`,
      fix: container
        ? [
            `Names such as "${host}" are known inside a container network only.`,
            `From the host or a browser use localhost and the published port (docker compose port ${host} ${subject.place.port}).`,
          ]
        : ['Check the spelling, and whether a VPN or an entry in /etc/hosts is needed for this name.'],
    };
  },
});
