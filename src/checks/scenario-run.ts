import { overlayPartial } from '../contract/deep-partial.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import { companionOf, endpointOf, messageOf } from '../contract/queries.ts';
import type { Scenario, ScenarioStep } from '../contract/scenario.ts';
import { latest } from '../rules/tolerance.ts';
import type { Step } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck, type Unready } from './check.ts';
import { companionPayloads } from './companion-payloads.ts';
import { longest } from './conversation.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { namesOf, outgoing } from './frames.ts';
import { judgeScenario, type PlannedStep } from './judge-scenario.ts';

/** Most answers of a polled companion that are waited for, however often the document says. */
const POLLS = 100;

export const scenarioRun: Check = defineCheck({
  id: 'scenario.run',
  title: 'Each conversation of the document takes place',
  area: 'scenario',
  source: 'x-countersign.scenarios',
  follows: [
    { check: 'exchange.reply' },
    { check: 'stream.greeting' },
    { check: 'stream.event' },
    { check: 'http.companion' },
  ],
  explain:
    'The client side of the conversation is played, step by step. Other messages of the document may come in between; the finding names the first step that was not kept.',
  plan: (context) => context.contract.scenarios.map((scenario) => plan(context, scenario)),
});

function plan(context: CheckContext, scenario: Scenario): CheckCase {
  const companion = scenario.steps.find((step) => step.kind === 'companion');
  const head: CaseHead = {
    name: scenario.name,
    title: scenario.title ?? scenario.name,
    basis: 'extension',
    ...(scenario.endpoint === undefined ? {} : { endpoint: scenario.endpoint }),
    ...(scenario.endpoint !== undefined || companion?.kind !== 'companion'
      ? {}
      : { companion: companion.operation }),
    at: scenario.at,
    covers: [`scenario:${scenario.name}`],
    // A companion changes what others see.
    ...(companion === undefined ? {} : { serial: true }),
  };
  const steps: Step[] = [];
  const planned: PlannedStep[] = [];
  const connect = (): Unready | undefined => {
    if (scenario.endpoint === undefined) return undefined;
    const opening = context.opening(scenario.endpoint);
    if (isUnready(opening)) return opening;
    steps.push({
      do: 'connect',
      on: 'a',
      endpoint: scenario.endpoint,
      opening,
      within: context.timing.deadline,
    });
    return undefined;
  };
  const failed = connect();
  if (failed !== undefined) return unready(head, failed);

  for (const [i, step] of scenario.steps.entries()) {
    const first = steps.length;
    const problem = addStep(context, scenario, step, i, steps);
    if (problem !== undefined) return unready(head, problem);
    planned.push({ step, first, last: steps.length - 1 });
  }
  const deadline = steps.reduce((sum, step) => sum + longest(step), 1_000);
  return runnable(head, { steps, deadline }, (transcript) =>
    judgeScenario(context, scenario, planned, transcript),
  );
}

function addStep(
  context: CheckContext,
  scenario: Scenario,
  step: ScenarioStep,
  index: number,
  steps: Step[],
): Unready | undefined {
  switch (step.kind) {
    case 'client': {
      const payload = clientPayload(context, step);
      if (payload === undefined)
        return {
          unready: `There is no payload for "${step.message}".`,
          remedy: `Give "${step.message}" an example.`,
        };
      steps.push({
        do: 'send',
        on: 'a',
        frame: outgoing(messageOf(context.contract, step.message), payload),
      });
      return undefined;
    }
    case 'server': {
      const endpoint =
        scenario.endpoint === undefined ? undefined : endpointOf(context.contract, scenario.endpoint);
      if (endpoint === undefined)
        return { unready: 'The scenario has no endpoint.', remedy: 'Name one: endpoint.' };
      steps.push({
        do: 'expect',
        on: 'a',
        until: {
          messages: namesOf(context, endpoint.id, [step.message]),
          ...(step.repeat === undefined ? {} : { count: step.repeat }),
          ...(step.payload === undefined ? {} : { where: leavesOf(step.payload, '') }),
          ...(step.until === undefined ? {} : { last: step.until }),
        },
        within: step.within === undefined ? context.timing.deadline : latest(step.within),
        required: true,
      });
      return undefined;
    }
    case 'companion': {
      const companion = companionOf(context.contract, step.operation);
      if (companion === undefined)
        return {
          unready: `There is no companion "${step.operation}".`,
          remedy: 'Name one that the document has.',
        };
      const bodies = companionPayloads(context, companion);
      const body = bodies.find(({ name }) => name === step.example) ?? bodies[0];
      const payload = body?.changes.payload;
      const changes = {
        ...body?.changes,
        ...(step.payload === undefined || companion.request.length === 0
          ? {}
          : { payload: overlayPartial(payload ?? {}, step.payload) }),
      };
      const times = Math.min(step.repeat ?? 1, POLLS);
      for (let n = 0; n < times; n += 1) {
        const request = context.request(companion, `step-${index + 1}-${n + 1}`, changes);
        if (isUnready(request)) return request;
        if (n > 0 && companion.every !== undefined) steps.push({ do: 'wait', ms: companion.every.value });
        steps.push(request);
      }
      return undefined;
    }
  }
}

/** A deep partial as the values that stand at its leaves. */
function leavesOf(
  partial: Json,
  pointer: string,
): readonly { readonly pointer: string; readonly value: Json }[] {
  if (!isJsonObject(partial) || Object.keys(partial).length === 0) return [{ pointer, value: partial }];
  return Object.keys(partial).flatMap((key) =>
    leavesOf(partial[key] ?? null, pointer + formatPointer([key])),
  );
}

/** The example that the step names, or the best there is, with the step's own payload laid over it. */
export function clientPayload(
  context: CheckContext,
  step: Extract<ScenarioStep, { kind: 'client' }>,
): Json | undefined {
  const named = messageOf(context.contract, step.message).examples.find(({ name }) => name === step.example);
  const base = named?.payload ?? context.payload(step.message);
  if (step.payload === undefined) return base;
  return overlayPartial(base ?? {}, step.payload);
}
