import { sayReception } from '../../diagnose/words.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Moment, type Storm, sayEnding } from './moment.ts';

/** A moment in one line, without its time. */
export function sayMoment(moment: Moment): string {
  switch (moment.kind) {
    case 'opened':
      return 'connected';
    case 'refused':
      return `not accepted: ${sayReception(moment.reception)}`;
    case 'ended':
      return `ended by the server after ${formatDuration(moment.lasted)}: ${sayEnding(moment.close)}`;
    case 'storm':
      return `reconnect storm: ${sayStorm(moment.storm)}`;
    case 'client':
      return moment.what;
  }
}

export function sayStorm({ target, origin, times, interval, sameCredential }: Storm): string {
  const who = origin === undefined ? 'a client without Origin' : `the page of ${origin}`;
  const same = sameCredential ? ', with the same credential each time' : '';
  return `${who} asked for ${target} ${times} times, every ${(interval / 1000).toFixed(1)} s, and was refused each time${same}`;
}
