import { type Check, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { listedOrigins, refusedOrigin } from './origin-case.ts';

export const originNull: Check = defineCheck({
  id: 'origin.null',
  title: 'The Origin `null` cannot connect',
  area: 'origin',
  source: 'x-countersign.origins; RFC 6454 §6.1',
  row: 'O4',
  follows: [{ check: 'origin.foreign' }],
  explain:
    'Any site can send `Origin: null`, from a sandboxed iframe. A server that lets it in because "it is only a local file" lets in everybody.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints)
      .filter((endpoint) => listedOrigins(endpoint)?.includes('null') === false)
      .map((endpoint) =>
        refusedOrigin(context, endpoint, endpoint.id, 'null', 'the Origin of a sandboxed page'),
      ),
});
