import type { Endpoint } from '../contract/endpoint.ts';
import type { Operation, OperationId, PushOperation } from '../contract/operation.ts';
import type { Promised } from '../contract/promise.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { CompileContext } from './context.ts';

/** Checks what streams start after and end with, once all operations are known. */
export function linkStreams(
  context: CompileContext,
  endpoints: readonly Endpoint[],
  companions: readonly OperationId[],
): readonly Endpoint[] {
  return endpoints.map((endpoint) => {
    const requests = endpoint.operations.filter(({ kind }) => kind === 'request').map(({ id }) => id);
    return {
      ...endpoint,
      operations: endpoint.operations.map((operation) => link(context, operation, requests, companions)),
    };
  });
}

function link(
  context: CompileContext,
  operation: Operation,
  requests: readonly OperationId[],
  companions: readonly OperationId[],
): Operation {
  if (operation.kind === 'request') return operation;
  const { after, until, ...rest } = operation;
  const starts = named(context, after, requests, companions);
  const ends = named(context, until, requests, []);
  const linked: PushOperation = {
    ...rest,
    ...(starts === undefined ? {} : { after: starts }),
    ...(ends === undefined ? {} : { until: ends }),
  };
  return linked;
}

/** An operation whose messages are answered differently was taken apart; the first of its parts is meant. */
function named(
  { problems }: CompileContext,
  promised: Promised<OperationId> | undefined,
  requests: readonly OperationId[],
  companions: readonly OperationId[],
): Promised<OperationId> | undefined {
  if (promised === undefined) return undefined;
  const known = [...requests, ...companions];
  if (known.includes(promised.value)) return promised;
  const part = requests.find((id) => id.startsWith(`${promised.value}.`));
  if (part !== undefined) return { ...promised, value: part };
  problems.add({
    severity: 'error',
    rule: 'extension.unknown-name',
    message: `There is no operation "${promised.value}" that a client starts at this address.${didYouMean(promised.value, known)}`,
    at: promised.at,
    fix: known.length === 0 ? 'Add it.' : `Name one that exists. Known: ${known.slice(0, 12).join(', ')}.`,
  });
  return undefined;
}
