import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { Party } from '../contract/party.ts';
import { messageOf, pushesOf, requestsOf } from '../contract/queries.ts';
import { buildIndex, candidates } from '../rules/message-index.ts';
import { type Constants, constantsOf, type Scalar } from '../schema/constants.ts';
import { createSampler, type Sampler } from '../schema/sampler.ts';
import type { Validators } from '../schema/validators.ts';
import { defineLint, type LintFinding, type LintRule, yaml } from './rule.ts';
import { shortJson } from './short-json.ts';

export const ambiguousMessages: LintRule = defineLint({
  id: 'ambiguous-messages',
  title: 'No frame fits two messages that the same side may send at one endpoint.',
  severity: 'warning',
  explain:
    'Where a frame fits two messages and no constant tells them apart, Countersign takes the first, and so may every client: which reply it gets, or which handler it reaches, is chance. Give each message a property with a constant of its own, or make one schema forbid what the other demands.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            joined: { payload: { type: object, properties: { user: { type: string } } } }
            left: { payload: { type: object, properties: { user: { type: string } } } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            joined: { payload: { type: object, required: [type], properties: { type: { const: joined }, user: { type: string } } } }
            left: { payload: { type: object, required: [type], properties: { type: { const: left }, user: { type: string } } } }
    `,
  },
  check(contract, { validators }) {
    // A message that was named once needs not be named again with each of its twins.
    const told = new Set<string>();
    return contract.endpoints.flatMap((endpoint) =>
      (['client', 'server'] as const).flatMap((from) => pairsOf(contract, endpoint, from, validators, told)),
    );
  },
});

interface Candidate {
  readonly id: string;
  readonly message: Message;
  readonly constants: Constants;
}

/** Messages that a frame is tried as: where thousands are as vague, naming a few of them says it all. */
const MOST_TWINS = 200;

function pairsOf(
  contract: Contract,
  endpoint: Endpoint,
  from: Party,
  validators: Validators,
  told: Set<string>,
): LintFinding[] {
  const all = endpoint.messages[from]
    .map((id) => messageOf(contract, id))
    .filter((message) => message.format === 'json')
    .map((message): Candidate => {
      const constants = message.payload === undefined ? new Map() : constantsOf(contract, message.payload);
      return { id: message.id, message, constants };
    });
  const index = buildIndex(all);
  const byId = new Map(all.map((candidate) => [candidate.id, candidate]));
  const sampler = createSampler(contract, validators);
  const answers = from === 'client' ? correlatedAnswers(endpoint) : new Set<MessageId>();
  const findings: LintFinding[] = [];
  for (const one of all) {
    const twins: { readonly other: Candidate; readonly frame: Json }[] = [];
    for (const frame of framesOf(one, all, sampler, validators)) {
      for (const { id } of candidates(index, frame).slice(0, MOST_TWINS)) {
        const other = byId.get(id);
        if (other === undefined || other === one || !fits(other, frame, validators)) continue;
        if (answers.has(one.id) && answers.has(other.id)) continue;
        if (agreement(one.constants, frame) > agreement(other.constants, frame)) continue;
        if (told.has(one.id) && told.has(other.id)) continue;
        told.add(other.id);
        twins.push({ other, frame });
      }
    }
    const [first] = twins;
    if (first !== undefined) {
      told.add(one.id);
      const others = twins.map(({ other }) => other.id);
      findings.push(findingOf(endpoint, from, one, others, first.frame));
    }
  }
  return findings;
}

/** What clients only ever answer with: the id of the question tells one answer from another (OCPP, JSON-RPC). */
function correlatedAnswers(endpoint: Endpoint): ReadonlySet<MessageId> {
  const begun = new Set(requestsOf(endpoint).flatMap(({ messages }) => messages));
  return new Set(
    pushesOf(endpoint).flatMap(({ reply }) =>
      reply === undefined || reply.bind.length === 0 ? [] : reply.messages.filter((id) => !begun.has(id)),
    ),
  );
}

/** Valid examples; where there is none, and another message is as vague, a sample with its constants filled in. */
function framesOf(
  one: Candidate,
  all: readonly Candidate[],
  sampler: Sampler,
  validators: Validators,
): readonly Json[] {
  const { payload, examples } = one.message;
  const frames = examples.map((example) => example.payload).filter((frame) => fits(one, frame, validators));
  if (frames.length > 0 || payload === undefined) return frames;
  if (!all.some((other) => other !== one && !areDisjoint(one.constants, other.constants))) return [];
  const sample = sampler.sample(payload, 1);
  if (sample === undefined) return [];
  const filled = withConstants(sample, one.constants);
  return [fits(one, filled, validators) ? filled : sample];
}

function withConstants(sample: Json, constants: Constants): Json {
  let filled = sample;
  for (const [pointer, values] of constants) {
    const [value] = values;
    const isTopLevel = pointer.lastIndexOf('/') === 0;
    if (
      value !== undefined &&
      isTopLevel &&
      isJsonObject(filled) &&
      readPointer(filled, pointer) === undefined
    ) {
      filled = writePointer(filled, pointer, value);
    }
  }
  return filled;
}

/** Is there a place where both have constants, and none in common? */
function areDisjoint(a: Constants, b: Constants): boolean {
  for (const [pointer, values] of a) {
    const others = b.get(pointer);
    if (others !== undefined && ![...values].some((value) => others.has(value))) return true;
  }
  return false;
}

function findingOf(
  endpoint: Endpoint,
  from: Party,
  one: Candidate,
  others: readonly string[],
  frame: Json,
): LintFinding {
  const names = others.slice(0, 3).map((id) => `"${id}"`);
  const more = others.length > names.length ? ` and ${others.length - names.length} more` : '';
  return {
    message: `At ${endpoint.address}, "${one.id}" cannot be told from ${names.join(', ')}${more}: the frame ${shortJson(frame)} of the ${from} fits.`,
    at: one.message.at,
    fix: `Give each a property with a constant of its own, for example "type: { const: ${one.message.name} }", and require it.`,
  };
}

function fits({ message }: Candidate, frame: Json, validators: Validators): boolean {
  return message.payload === undefined || validators.valid(message.payload, frame);
}

/** In how many places does the frame have one of the constants? The message with more of them is meant. */
function agreement(constants: Constants, frame: Json): number {
  let count = 0;
  for (const [pointer, values] of constants) {
    if (values.has(readPointer(frame, pointer) as Scalar)) count += 1;
  }
  return count;
}
