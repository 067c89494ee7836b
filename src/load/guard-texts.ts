import type { Binding, TextPattern } from '../contract/binding.ts';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { PatternGuard } from '../contract/schema.ts';

/** The places of a text are found by its patterns: those that must not be run on what a peer sends find none. */
export function guardTexts(contract: Contract): Contract {
  const guards = new Map<string, PatternGuard>();
  for (const { guarded } of Object.values(contract.schemas))
    for (const [pattern, guard] of Object.entries(guarded ?? {})) guards.set(pattern, guard);
  if (guards.size === 0) return contract;

  const allowed = (texts: readonly TextPattern[] = []): readonly TextPattern[] =>
    texts.flatMap((text) => {
      const guard = guards.get(text.pattern);
      if (guard === undefined) return [text];
      return guard.kind === 'slow' ? [{ ...text, longest: guard.longest }] : [];
    });
  const inBinding = (binding: Binding): Binding => {
    const { from, intoTexts } = binding;
    const hasTexts = (from.kind === 'request' || from.kind === 'reply') && from.texts !== undefined;
    return {
      ...binding,
      ...(intoTexts === undefined ? {} : { intoTexts: allowed(intoTexts) }),
      from: hasTexts ? { ...from, texts: allowed(from.texts) } : from,
    };
  };
  const inOperation = (operation: Operation): Operation => {
    if (operation.kind === 'request') {
      const { reply } = operation;
      return reply === undefined
        ? operation
        : { ...operation, reply: { ...reply, bind: reply.bind.map(inBinding) } };
    }
    const { endBind } = operation;
    return {
      ...operation,
      bind: operation.bind.map(inBinding),
      ...(endBind === undefined ? {} : { endBind: endBind.map(inBinding) }),
    };
  };
  return {
    ...contract,
    endpoints: contract.endpoints.map((endpoint) => ({
      ...endpoint,
      operations: endpoint.operations.map(inOperation),
      ...(endpoint.texts === undefined ? {} : { texts: allowed(endpoint.texts) }),
    })),
  };
}
