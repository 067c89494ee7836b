import { ambiguousMessages } from './ambiguous-messages.ts';
import { correlationNotInPayload } from './correlation-not-in-payload.ts';
import { exampleBreaksSchema } from './example-breaks-schema.ts';
import { extensionBesideRef } from './extension-beside-ref.ts';
import { extensionNearMiss } from './extension-near-miss.ts';
import { noExamples } from './no-examples.ts';
import { originNotAnOrigin } from './origin-not-an-origin.ts';
import { parameterUndeclared } from './parameter-undeclared.ts';
import { parameterUnused } from './parameter-unused.ts';
import { patternBacktracks } from './pattern-backtracks.ts';
import { patternInvalid } from './pattern-invalid.ts';
import { patternSlow } from './pattern-slow.ts';
import { perspectiveInverted } from './perspective-inverted.ts';
import { perspectiveMixed } from './perspective-mixed.ts';
import { perspectiveUnsure } from './perspective-unsure.ts';
import { replyOrEvent } from './reply-or-event.ts';
import { replyUnbound } from './reply-unbound.ts';
import type { LintRule } from './rule.ts';
import { saidTwice } from './said-twice.ts';
import { schemaUnusable } from './schema-unusable.ts';
import { securityWithoutScheme } from './security-without-scheme.ts';
import { streamWithoutStop } from './stream-without-stop.ts';

/** Every rule on the document as a contract. `docs/reference/lint.md` has one section per rule. */
export const LINT_RULES: readonly LintRule[] = [
  ambiguousMessages,
  correlationNotInPayload,
  exampleBreaksSchema,
  extensionBesideRef,
  extensionNearMiss,
  noExamples,
  originNotAnOrigin,
  parameterUndeclared,
  parameterUnused,
  patternBacktracks,
  patternInvalid,
  patternSlow,
  perspectiveInverted,
  perspectiveMixed,
  perspectiveUnsure,
  replyOrEvent,
  replyUnbound,
  saidTwice,
  schemaUnusable,
  securityWithoutScheme,
  streamWithoutStop,
];
