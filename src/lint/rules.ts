import { ambiguousMessages } from './ambiguous-messages.ts';
import { exampleBreaksSchema } from './example-breaks-schema.ts';
import { extensionBesideRef } from './extension-beside-ref.ts';
import { noExamples } from './no-examples.ts';
import { originNotAnOrigin } from './origin-not-an-origin.ts';
import { parameterUndeclared } from './parameter-undeclared.ts';
import { parameterUnused } from './parameter-unused.ts';
import { perspectiveUnsure } from './perspective-unsure.ts';
import { replyUnbound } from './reply-unbound.ts';
import type { LintRule } from './rule.ts';
import { schemaUnusable } from './schema-unusable.ts';
import { securityWithoutScheme } from './security-without-scheme.ts';
import { streamWithoutStop } from './stream-without-stop.ts';

/** Every rule on the document as a contract. `docs/reference/lint.md` has one section per rule. */
export const LINT_RULES: readonly LintRule[] = [
  ambiguousMessages,
  exampleBreaksSchema,
  extensionBesideRef,
  noExamples,
  originNotAnOrigin,
  parameterUndeclared,
  parameterUnused,
  perspectiveUnsure,
  replyUnbound,
  schemaUnusable,
  securityWithoutScheme,
  streamWithoutStop,
];
