import type { Deployment } from '../../result/result.ts';

/** What of it a header says; `undefined` where the document has one deployment only. */
export function deploymentText(
  deployment: Deployment | undefined,
): { readonly chosen: string; readonly left: string } | undefined {
  if (deployment === undefined) return undefined;
  const { chosen, left } = deployment;
  const [first = ''] = left;
  return {
    chosen: chosen.join(', '),
    left: `not ${left.join(', ')}; --target ${first}=URL holds a backend to ${left.length === 1 ? 'it' : first}`,
  };
}
