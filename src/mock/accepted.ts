import type { HandshakeDecision } from '../engine/engine.ts';

/** What the engine found about a handshake that it accepted. */
export type Accepted = Extract<HandshakeDecision, { kind: 'accept' }>['judgement'];
