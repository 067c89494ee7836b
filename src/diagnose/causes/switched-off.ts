import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { isShut, type Told, told } from '../status-pages.ts';

function switchedOffBy(facts: Facts): Told | undefined {
  return told(facts).find(
    ({ name, value }) =>
      value === false && /(^|_)(ws|web_?sockets?)(_|$)/i.test(name) && /enabled|active|on$/i.test(name),
  );
}

export const switchedOff: Cause = defineCause({
  id: 'SWITCHED-OFF',
  title: 'The WebSocket is switched off by a setting',
  explain: 'The code is there, and refuses everybody as long as a setting says so.',
  likelihood(facts) {
    if (!isShut(facts)) return undefined;
    const off = switchedOffBy(facts);
    if (off === undefined) return undefined;
    return {
      sure: 'likely',
      why: `The server says so itself: ${off.id} has "${off.name}": false. Every handshake is refused alike.`,
      by: ['baseline', 'control 1', off.id],
      tell: 'Switch it on and ask again.',
    };
  },
  advice(facts) {
    const off = switchedOffBy(facts);
    return {
      sentence: `The server is up and has WebSockets switched off: it says "${off?.name}": false.`,
      fix: [
        `Switch it on in the server's settings (an environment variable such as ${off?.name.toUpperCase()}=1) and restart it.`,
      ],
    };
  },
});
