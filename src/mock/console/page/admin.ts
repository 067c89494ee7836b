import type { Contract } from '../../../contract/contract.ts';
import type { Json } from '../../../contract/json.ts';
import type { SourceLocation } from '../../../errors/source-location.ts';
import type { Verdict } from '../../admin/judge.ts';
import type { Connection } from '../../session.ts';

/** A fault of the catalogue. */
export interface FaultKindFact {
  readonly name: string;
  /** `close[-<code>][-after-<count>]` */
  readonly form: string;
  readonly title: string;
  /** The check that finds it with this document; `null`: the document promises nothing that it breaks. */
  readonly breaks: string | null;
  readonly examples: readonly string[];
}

/** What a message may look like. */
export interface MessageFact {
  readonly id: string;
  readonly format: 'json' | 'text' | 'binary';
  readonly summary?: string;
  readonly at: SourceLocation;
  readonly examples: readonly { readonly name?: string; readonly summary?: string; readonly payload: Json }[];
  /** Where there is no example. */
  readonly sample?: Json;
}

/** The admin API has said no: what is wrong, and what to do. */
export class Refused extends Error {}

async function ask<T>(path: string, method = 'GET', body?: object): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  }).catch(() => {
    throw new Refused('The mock does not answer. Is it still running?');
  });
  const answer = response.status === 204 ? undefined : ((await response.json()) as unknown);
  if (response.ok) return answer as T;
  const { error = `It answered ${response.status}.`, fix = '' } = answer as { error?: string; fix?: string };
  throw new Refused(`${error} ${fix}`.trim());
}

const part = encodeURIComponent;

/** The admin API of the mock that this page comes from (`schema/admin.openapi.yaml`). All of them throw `Refused`. */
export const admin = {
  contract: (): Promise<Contract> => ask('contract'),
  connections: async (): Promise<readonly Connection[]> =>
    (await ask<{ connections: readonly Connection[] }>('connections')).connections,
  faults: (): Promise<{ faults: readonly string[]; catalogue: readonly FaultKindFact[] }> => ask('faults'),
  message: (id: string): Promise<MessageFact> => ask(`messages/${part(id)}`),
  judge: (frame: {
    readonly endpoint: string;
    readonly from: 'client' | 'server';
    readonly text?: string;
    readonly base64?: string;
  }): Promise<Verdict> => ask('judge', 'POST', frame),
  push: (push: {
    readonly message: string;
    readonly payload: Json;
    readonly endpoint?: string;
    readonly connection?: number;
  }): Promise<{ readonly connections: readonly number[] }> => ask('push', 'POST', push),
  close: (connection: number, code: number, reason: string): Promise<unknown> =>
    ask(`connections/${connection}/close`, 'POST', { code, reason }),
  commit: (fault: string): Promise<{ faults: readonly string[] }> => ask(`faults/${part(fault)}`, 'PUT'),
  relent: (fault: string): Promise<{ faults: readonly string[] }> => ask(`faults/${part(fault)}`, 'DELETE'),
  relentAll: (): Promise<{ faults: readonly string[] }> => ask('faults', 'DELETE'),
  play: (scenario: string, connection?: number): Promise<{ readonly connections: readonly number[] }> =>
    ask(`scenarios/${part(scenario)}/play`, 'POST', connection === undefined ? {} : { connection }),
  reset: (): Promise<unknown> => ask('reset', 'POST', {}),
};
