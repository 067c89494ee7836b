import type { Check } from '../checks/check.ts';
import { CHECKS } from '../checks/checks.ts';
import type { LoadConversation } from '../codegen/artillery.ts';
import type { Contract } from '../contract/contract.ts';
import { pushesOf, requestsOf } from '../contract/queries.ts';
import type { PlannedCase } from './plan.ts';
import { planOffline } from './plan-offline.ts';
import { isAlone } from './run-all.ts';

/** Of the whole document. */
const CONVERSATIONS: ReadonlySet<string> = new Set(['scenario.run', 'exchange.reply', 'stream.event']);
/** For an endpoint that has none of these. */
const INSTEAD: readonly string[] = ['stream.event', 'stream.greeting', 'handshake.accept'];

/** The checks that a load test takes its cases from. */
export const LOAD_CHECKS: readonly Check[] = CHECKS.filter(
  ({ id }) => CONVERSATIONS.has(id) || INSTEAD.includes(id),
);

/**
 * What a load test of this contract consists of: what many can say at once, and who the document lets in. A request without
 * a promised reply is one, too: the backend has to bear it. An event that nothing triggers is waited for only at an endpoint
 * where nothing else can be done, and there by one kind of user: they would all wait for the same.
 * @param target where the backend is: the deployment that the load test is for
 */
export function conversationsOf(
  contract: Contract,
  { target, credentials = [] }: { readonly target: string; readonly credentials?: readonly string[] },
): readonly LoadConversation[] {
  const given = Object.fromEntries(credentials.map((name) => [name, '']));
  const planned = planOffline(contract, {
    checks: LOAD_CHECKS,
    credentials: given,
    targets: [target],
  }).filter(isPlayable);
  const brought = broughtEvents(contract);
  const chosen = planned.filter(
    ({ check, case: { covers } }) =>
      CONVERSATIONS.has(check.id) && (check.id !== 'stream.event' || covers.some((id) => brought.has(id))),
  );
  const endpoints = new Set(chosen.map(({ case: { endpoint } }) => endpoint));
  for (const id of INSTEAD)
    for (const one of planned) {
      const { endpoint } = one.case;
      if (one.check.id !== id || endpoints.has(endpoint)) continue;
      chosen.push(one);
      endpoints.add(endpoint);
    }
  return together(contract, chosen);
}

function isPlayable(one: PlannedCase): boolean {
  const { script, endpoint } = one.case;
  return script !== undefined && endpoint !== undefined && !isAlone(one);
}

/** Promises about events that come by themselves in a known time, or that something makes come. */
function broughtEvents({ endpoints }: Contract): ReadonlySet<string> {
  return new Set(
    endpoints.flatMap((endpoint) =>
      pushesOf(endpoint).flatMap(({ id, every, after }) =>
        every === undefined && after === undefined
          ? []
          : [`${endpoint.id}:push.${id}`, `${endpoint.id}:cadence.${id}`],
      ),
    ),
  );
}

/** The examples of a message are one conversation: else a message would be sent as often as it has examples. */
function together(contract: Contract, planned: readonly PlannedCase[]): readonly LoadConversation[] {
  const requests = contract.endpoints
    .flatMap((endpoint) =>
      requestsOf(endpoint).flatMap(({ id, messages }) =>
        messages.map((message) => `exchange.reply/${endpoint.id}/${id}/${message}`),
      ),
    )
    .toSorted((a, b) => b.length - a.length);
  const groups = new Map<string, PlannedCase[]>();
  for (const one of planned) {
    const key = requests.find((request) => one.key.startsWith(`${request}/`)) ?? one.key;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].map(([key, group]) => {
    const title = group[0]?.case.title ?? key;
    return {
      key,
      // Without the name of an example.
      title: key === group[0]?.key ? title : title.replace(/ \([^()]*\)$/, ''),
      covers: [...new Set(group.flatMap(({ case: { covers } }) => covers))],
      cases: group.map((one) => one.key),
    };
  });
}
