import type { VNode } from 'preact';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { lacksOf } from './addresses.ts';
import { admin } from './admin.ts';
import { attempt, faultsOn } from './state.ts';

/** What a handshake of this page lacks, and the fault that has the mock do without it. Nothing lacks: nothing. */
export function Lacks({ endpoint }: { readonly endpoint: Endpoint }): VNode | null {
  const on = (fault: string): boolean =>
    faultsOn.value.some((name) => name === fault || name === `${fault}@${endpoint.id}`);
  const lacks = lacksOf(endpoint).filter(({ fault }) => fault === undefined || !on(fault));
  if (lacks.length === 0) return null;
  return (
    <div class="verdict note">
      {lacks.map(({ text, fault }) => (
        <p key={text}>
          {text}
          {fault === undefined ? null : (
            <>
              {' '}
              <button type="button" class="link" onClick={() => void commit(`${fault}@${endpoint.id}`)}>
                Do without: switch on {fault}
              </button>
            </>
          )}
        </p>
      ))}
    </div>
  );
}

async function commit(fault: string): Promise<void> {
  await attempt(`Switched on ${fault}.`, async () => {
    faultsOn.value = (await admin.commit(fault)).faults;
  });
}
