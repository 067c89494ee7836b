import type { Endpoint } from '../../src/contract/endpoint.ts';
import type { Effect, Engine, EngineEvent } from '../../src/engine/engine.ts';

/** An engine that says what the test wants it to say, and remembers what it was told. */
export interface FakeEngine extends Engine {
  readonly events: EngineEvent[];
  /** Effects of the next events of that type. */
  on(type: EngineEvent['type'], effects: (event: EngineEvent) => readonly Effect[]): void;
  due: number | undefined;
}

/** Accepts every handshake at `endpoint` until told otherwise. */
export function createFakeEngine(endpoint: Endpoint): FakeEngine {
  const answers = new Map<EngineEvent['type'], (event: EngineEvent) => readonly Effect[]>();
  const events: EngineEvent[] = [];
  return {
    events,
    due: undefined,
    on: (type, effects) => void answers.set(type, effects),
    handshake: () => ({ kind: 'accept', judgement: { kind: 'accept', endpoint, parameters: {} } }),
    step(event) {
      events.push(event);
      return answers.get(event.type)?.(event) ?? [];
    },
    warmUp: () => [].values(),
  };
}
