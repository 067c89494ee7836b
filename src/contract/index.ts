/**
 * `countersign/contract`: the contract as data, for programs that read one. Pure; runs in a browser.
 */
export type { Binding, BindingSource } from './binding.ts';
export type { Companion, CompanionResponse, CorsPolicy, Issue } from './companion.ts';
export type { Contract, Perspective, Server } from './contract.ts';
export { type ContractJson, contractFrom } from './contract-json.ts';
export type { AddressParameter, Endpoint, EndpointId, InvalidPolicy, Keepalive } from './endpoint.ts';
export type {
  CredentialCarrier,
  CredentialRequirement,
  CredentialScheme,
  HandshakeField,
  HandshakePolicy,
  RefusalForm,
  RefusalForms,
  RefusalReason,
  Subprotocols,
} from './handshake-policy.ts';
export type { Json, JsonObject } from './json.ts';
export type { Message, MessageExample, MessageId } from './message.ts';
export type {
  Audience,
  ClientReply,
  Operation,
  OperationId,
  PushOperation,
  Reply,
  ReplyDispatch,
  ReplyStep,
  RequestOperation,
} from './operation.ts';
export type { Party } from './party.ts';
export type { PrecompiledValidators } from './precompiled.ts';
export type { Basis, Promised } from './promise.ts';
export { type PromiseOfContract, promisesOf } from './promises.ts';
export { companionOf, endpointOf, isPush, isRequest, messageOf, pushesOf, requestsOf } from './queries.ts';
export type { Scenario, ScenarioStep } from './scenario.ts';
export type { ContractSchema, Schema, SchemaId } from './schema.ts';
