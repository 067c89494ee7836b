import type { Companion } from '../contract/companion.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { Scenario, ScenarioStep } from '../contract/scenario.ts';
import { type CompileContext, report } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { parseDuration } from './duration.ts';
import type { MessageRegistry } from './messages.ts';
import { numberOf } from './promised.ts';
import { reportUnknownName, resolveExample, resolveMessage } from './resolve-names.ts';

/** `x-countersign.scenarios`. */
export function compileScenarios(
  context: CompileContext,
  messages: MessageRegistry,
  endpoints: readonly Endpoint[],
  companions: readonly Companion[],
): readonly Scenario[] {
  const { reader } = context;
  const declared = reader.entries(reader.child(context.declarations.extension, 'scenarios'));
  return declared.map(([name, node]): Scenario => {
    const endpoint = findEndpoint(context, node, endpoints);
    const steps = reader
      .items(reader.child(node, 'steps'))
      .flatMap((step, index) =>
        compileStep(context, messages, step, `scenarios/${name}/${index}`, endpoint, companions),
      );
    return {
      name,
      ...optional('title', reader.text(node, 'title')),
      ...optional('endpoint', endpoint?.id),
      steps,
      at: reader.at(node),
    };
  });
}

/** By the channel's key; without `endpoint`, the only one there is, where a step needs one. */
function findEndpoint(
  context: CompileContext,
  scenario: DocumentNode,
  endpoints: readonly Endpoint[],
): Endpoint | undefined {
  const { reader } = context;
  const named = reader.child(scenario, 'endpoint');
  const present = endpoints.filter(({ absent }) => absent === undefined);
  if (typeof named?.value === 'string') {
    const name = named.value;
    const found =
      endpoints.find(({ id }) => id === name) ?? endpoints.find(({ channels }) => channels.includes(name));
    if (found === undefined) {
      const keys = endpoints.flatMap(({ channels }) => channels);
      reportUnknownName(context, named, 'channel', name, keys, 'with a WebSocket address');
    }
    return found;
  }
  const talks = reader
    .items(reader.child(scenario, 'steps'))
    .some((step) => reader.child(step, 'client') ?? reader.child(step, 'server'));
  if (!talks) return undefined;
  const [only, ...others] = present;
  if (only !== undefined && others.length === 0) return only;
  report(
    context,
    'error',
    'extension.invalid',
    scenario,
    'The scenario does not say on which endpoint it is played.',
    'Add "endpoint:" with the key of a channel.',
  );
  return undefined;
}

function compileStep(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode,
  id: string,
  endpoint: Endpoint | undefined,
  companions: readonly Companion[],
): readonly ScenarioStep[] {
  const { reader } = context;
  const part = (key: string) => reader.child(node, key);
  const matches = part('matches');
  const common = {
    ...optional('payload', part('payload')?.value),
    at: reader.at(node),
  };
  const judged = {
    ...optional(
      'matches',
      matches === undefined ? undefined : context.schemas.collect(matches, `${id}/matches`),
    ),
    ...optional('repeat', numberOf(part('repeat'))),
  };
  const example = (of: readonly MessageId[]) =>
    optional('example', resolveExample(context, messages, part('example'), of));
  const asked = part('companion');
  if (asked !== undefined) {
    if (typeof asked.value !== 'string') return [];
    const operation = asked.value;
    const companion = companions.find(({ id: other }) => other === operation);
    if (companion === undefined) {
      const known = companions.map((other) => other.id);
      reportUnknownName(context, asked, 'HTTP operation', operation, known, 'in the document');
      return [];
    }
    return [
      {
        kind: 'companion',
        operation,
        ...common,
        ...example([...companion.request, ...companion.responses.map((response) => response.message)]),
        ...judged,
        ...optional('status', numberOf(part('status'))),
      },
    ];
  }
  if (endpoint === undefined) return [];
  const where = `that the ${part('client') === undefined ? 'server' : 'client'} sends at "${endpoint.id}"`;
  const sent = resolveMessage(context, messages, part('client'), endpoint.messages.client, where);
  if (sent !== undefined) return [{ kind: 'client', message: sent, ...common, ...example([sent]) }];
  if (part('client') !== undefined) return [];
  const message = resolveMessage(context, messages, part('server'), endpoint.messages.server, where);
  if (message === undefined) return [];
  return [
    {
      kind: 'server',
      message,
      ...common,
      ...example([message]),
      ...judged,
      ...optional('until', part('until')?.value),
      ...optional('within', parseDuration(part('within')?.value)),
    },
  ];
}
