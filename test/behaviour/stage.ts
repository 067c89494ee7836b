import { compile } from '../../src/compile/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { createEngine, type EngineOptions } from '../../src/engine/create-engine.ts';
import type { Effect } from '../../src/engine/engine.ts';
import { bundleOf } from '../support/bundle-of.ts';

/** What a client got: its name, and a payload, `close 1008`, or `bytes AQI=`. */
export type Got = readonly [client: string, what: unknown];

export type Line =
  | { readonly opens: string; readonly at?: string; readonly gets?: readonly Got[] }
  | { readonly by: string; readonly says: unknown; readonly gets?: readonly Got[] }
  | { readonly by: string; readonly bytes: string; readonly gets?: readonly Got[] }
  | { readonly by: string; readonly pongs: true; readonly gets?: readonly Got[] }
  | { readonly after: number; readonly gets?: readonly Got[] };

/** Compiles a document that is written in a test; a mistake in it is a mistake of the test. */
export function contractOf(yaml: string): Contract {
  const { contract, problems } = compile(bundleOf(yaml), { perspective: 'server' });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return contract;
}

/** An engine with a hand on its clock, and clients by name. Nothing of it is a socket or a timer. */
export function createStage(contract: Contract, options: EngineOptions = {}) {
  const engine = createEngine(contract, { push: 'off', startedAt: Date.UTC(2026, 10, 21), ...options });
  const clients = new Map<string, number>();
  let now = 0;

  function seen(effects: readonly Effect[]): Got[] {
    const nameOf = (connection: number): string =>
      [...clients].find(([, id]) => id === connection)?.[0] ?? `connection ${connection}`;
    return effects.flatMap((effect): Got[] => {
      if (effect.type === 'close') return [[nameOf(effect.connection), `close ${effect.code}`]];
      if (effect.type === 'ping') return [[nameOf(effect.connection), 'ping']];
      if (effect.type !== 'send') return [];
      const { data } = effect;
      return [[nameOf(effect.connection), 'text' in data ? readable(data.text) : `bytes ${data.base64}`]];
    });
  }

  return {
    engine,
    open(client: string, path: string): Got[] {
      const [pathname = '/', search = ''] = path.split('?');
      const query = [...new URLSearchParams(search)];
      const attempt = { path: pathname, query, headers: [] };
      const decision = engine.handshake(attempt, now);
      if (decision.kind !== 'accept') return [[client, decision.kind]];
      const connection = clients.size + 1;
      clients.set(client, connection);
      return seen(engine.step({ type: 'open', connection, accepted: decision.judgement, attempt, at: now }));
    },
    say(client: string, frame: unknown): Got[] {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      const connection = clients.get(client) ?? 0;
      return seen(engine.step({ type: 'frame', connection, frame: { kind: 'text', text }, at: now }));
    },
    send(client: string, base64: string): Got[] {
      const connection = clients.get(client) ?? 0;
      const frame = { kind: 'binary' as const, base64, size: (base64.length * 3) / 4 };
      return seen(engine.step({ type: 'frame', connection, frame, at: now }));
    },
    pong(client: string): Got[] {
      return seen(engine.step({ type: 'pong', connection: clients.get(client) ?? 0, at: now }));
    },
    wait(ms: number): Got[] {
      const end = now + ms;
      const got: Got[] = [];
      for (let due = engine.due; due !== undefined && due <= end; due = engine.due) {
        now = Math.max(now, due);
        got.push(...seen(engine.step({ type: 'tick', at: now })));
      }
      now = end;
      return got;
    },
  };
}

export type Stage = ReturnType<typeof createStage>;

/** Does what the line says; what was got. */
export function perform(stage: Stage, line: Line): Got[] {
  if ('opens' in line) return stage.open(line.opens, line.at ?? '/');
  if ('after' in line) return stage.wait(line.after);
  if ('pongs' in line) return stage.pong(line.by);
  return 'bytes' in line ? stage.send(line.by, line.bytes) : stage.say(line.by, line.says);
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
