import { type Check, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { acceptedOrigin, listedOrigins } from './origin-case.ts';

/** Most origins of one endpoint's list that are tried. */
const ORIGINS = 10;

export const originAllowed: Check = defineCheck({
  id: 'origin.allowed',
  title: 'Each origin of the allow-list can connect',
  area: 'origin',
  source: 'x-countersign.origins',
  row: 'O1',
  explain:
    'An entry with a trailing slash, the wrong port or http for https never matches what a browser sends, and nobody notices before the release.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const good = context.opening(endpoint.id);
      const tried = 'unready' in good ? undefined : good.origin;
      return (listedOrigins(endpoint) ?? [])
        .filter((origin) => origin !== tried)
        .slice(0, ORIGINS)
        .map((origin) =>
          acceptedOrigin(
            context,
            endpoint,
            `${endpoint.id}/${origin}`,
            origin,
            'the Origin is on the allow-list',
          ),
        );
    }),
});
