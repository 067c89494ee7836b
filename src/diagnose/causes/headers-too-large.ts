import { type Cause, defineCause } from '../cause.ts';
import { fixBy } from '../fixes/by-server.ts';
import { saysTooLarge, statusIn } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const headersTooLarge: Cause = defineCause({
  id: 'HEADERS-TOO-LARGE',
  title: 'The URL or the headers are too large',
  explain:
    'Servers and proxies take only so many bytes of a request line and of headers, often 8 KiB. A long token in the URL, or a heap of cookies, goes beyond it.',
  likelihood(facts) {
    if (facts.base === undefined || !saysTooLarge(facts)) return undefined;
    return {
      sure: 'proven',
      why: `The server says so itself: ${sayReception(facts.base)}.`,
      by: ['baseline'],
    };
  },
  advice(facts) {
    const url = facts.subject.path.length + facts.subject.search.length;
    const what =
      statusIn(facts) === 414 || url > 4_000
        ? `the URL has ${url} characters`
        : 'the headers (cookies, mostly) are too long';
    return {
      sentence: `The request is larger than ${facts.proxy?.server ?? 'the server'} takes: ${what}.`,
      fix: [
        'Delete the cookies of this site and look which one grows; put a short id into the URL or cookie instead of a long token.',
        ...fixBy(facts, {}, [
          'nginx: large_client_header_buffers 4 32k;   uvicorn: --h11-max-incomplete-event-size; Node: --max-http-header-size',
        ]),
      ],
    };
  },
});
