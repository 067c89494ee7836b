import type { Contract } from '../contract/contract.ts';
import { asSent, credentialScheme } from './credential-forms.ts';
import type { OpenRun } from './open-run.ts';
import type { Run } from './run-case.ts';
import { createSecrets } from './secrets.ts';

/** What Artillery's script says of a virtual user: `config.variables`, and a row of each `config.payload`. */
export interface Variables {
  /** The script's. */
  readonly target: string | undefined;
  /** ms that the connection stays open after the conversation, from `hold`, in seconds. */
  readonly hold: number;
  /** By security scheme. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** Reads what concerns us from the context that Artillery hands to a function. */
export function variablesOf(context: unknown, contract: Contract): Variables {
  const { vars: given } = isRecord(context) ? context : {};
  const vars = isRecord(given) ? given : {};
  const { target, hold } = vars;
  const seconds = Number(hold ?? 0);
  const own = schemesOf(contract).flatMap((name) => {
    const value = vars[name];
    return typeof value === 'string' && value !== '' && name !== 'target' && name !== 'hold'
      ? [[name, value] as const]
      : [];
  });
  return {
    target: typeof target === 'string' && target !== '' ? target : undefined,
    hold: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0,
    credentials: Object.fromEntries(own),
  };
}

/** The run as that virtual user has it: his own credentials go before those that all have. */
export function asVirtualUser(run: OpenRun, { credentials }: Variables): Run {
  const values = Object.values(credentials);
  if (values.length === 0) return run;
  const secrets = createSecrets();
  for (const value of values) secrets.add(value);
  return {
    ...run,
    store: {
      ...run.store,
      async obtain(marker) {
        const own = credentials[marker.scheme];
        return own === undefined || marker.identity !== 'given'
          ? run.store.obtain(marker)
          : asSent(credentialScheme(run.context.contract, marker.scheme), own);
      },
    },
    secrets: {
      add: run.secrets.add,
      redact: (text) => secrets.redact(run.secrets.redact(text)),
      redactFinding: (finding) => secrets.redactFinding(run.secrets.redactFinding(finding)),
    },
  };
}

function schemesOf({ endpoints, companions }: Contract): readonly string[] {
  return [...endpoints.map(({ handshake }) => handshake), ...companions].flatMap(({ credentials }) =>
    credentials.flatMap(({ anyOf }) => anyOf.map(({ name }) => name)),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
