import type { CaseResult, Result } from '../../result/result.ts';

/** The cases of one endpoint, of the HTTP companions, or of the contract as a whole. */
export interface PlaceGroup {
  readonly name: string;
  /** `/ws/voice`; absent where the group is no endpoint. */
  readonly address?: string;
  readonly cases: readonly CaseResult[];
}

/** In the order of the first case of each. */
export function placeGroups(result: Result): readonly PlaceGroup[] {
  const groups = new Map<string, CaseResult[]>();
  for (const one of result.cases) {
    const name = one.endpoint ?? (one.companion === undefined ? '' : '\0http');
    const list = groups.get(name);
    if (list === undefined) groups.set(name, [one]);
    else list.push(one);
  }
  return [...groups].map(([name, cases]) => {
    if (name === '') return { name: 'the server', cases };
    if (name === '\0http') return { name: 'HTTP companions', cases };
    const address = result.addresses?.[name];
    return { name, ...(address === undefined ? {} : { address }), cases };
  });
}
