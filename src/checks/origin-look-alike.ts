import { type Check, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { lookAlikes } from './look-alikes.ts';
import { listedOrigins, refusedOrigin } from './origin-case.ts';

export const originLookAlike: Check = defineCheck({
  id: 'origin.look-alike',
  title: 'An Origin that only looks like an allowed one cannot connect',
  area: 'origin',
  source: 'x-countersign.origins; RFC 6454 §5',
  row: 'O6–O15',
  follows: [{ check: 'origin.foreign' }],
  explain:
    'An allow-list that is compared by prefix, suffix, substring or host name alone lets in sites that an attacker can have. Compare the whole Origin: scheme, host and port.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const listed = listedOrigins(endpoint);
      const [first] = listed ?? [];
      if (listed === undefined || first === undefined) return [];
      const allowed = new Set(listed.map((origin) => origin.toLowerCase()));
      return lookAlikes(first)
        .filter(({ origin }) => !allowed.has(origin))
        .map(({ name, origin, kind }) =>
          refusedOrigin(context, endpoint, `${endpoint.id}/${name}`, origin, kind),
        );
    }),
});
