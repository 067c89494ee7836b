import type { Diagnostic } from './diagnostic.ts';

/**
 * The specification's JSON Schemas are full of `oneOf`, `if` and `not`; one slip makes each branch complain. What only
 * says that some branch did not fit is left out where a plainer diagnostic stands at, or below, the same place.
 */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const brokenMessages = new Set<string>();
  for (const diagnostic of diagnostics)
    if (isMessageBranch(diagnostic)) brokenMessages.add(placeOf(diagnostic));
  const told = new Set<string>();
  const kept: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const place = placeOf(diagnostic);
    if (isAstray(diagnostic)) {
      // Where a `$ref` is dangling the parser judges nothing, and says so of the whole document.
    } else if (isMessageBranch(diagnostic)) {
      if (!told.has(place)) kept.push({ ...diagnostic, message: NOT_A_MESSAGE });
      told.add(place);
    } else if (brokenMessages.has(ownerOf(diagnostic))) {
      // AsyncAPI 2: a message is an object or `{ oneOf }`; the other branch then knows none of its keys.
    } else if (isBranch(diagnostic) && diagnostics.some((other) => isPlainer(other, diagnostic))) {
      // An echo.
    } else kept.push(diagnostic);
  }
  return kept;
}

/** Stands in for the trail of the two branches. */
export const NOT_A_MESSAGE = 'is no Message Object';

/** Says of the whole document that it lacks what no document has at its root. */
function isAstray({ path, message }: Diagnostic): boolean {
  const missing = /must have required property "([^"]*)"/.exec(message)?.[1];
  return path.length === 0 && missing !== undefined && !ROOT_KEYS.has(missing);
}

/** What an AsyncAPI document must have at its root. */
const ROOT_KEYS: ReadonlySet<string> = new Set(['asyncapi', 'info', 'channels']);

function isMessageBranch({ message }: Diagnostic): boolean {
  return /must have required property "oneOf"/.test(message);
}

function isBranch({ message }: Diagnostic): boolean {
  return /must not be valid|must match (a|exactly one|"(then|else)") schema/.test(message);
}

function isPlainer(other: Diagnostic, echo: Diagnostic): boolean {
  return other !== echo && !isBranch(other) && placeOf(other).startsWith(placeOf(echo));
}

function placeOf({ path, source }: Diagnostic): string {
  return [source ?? '', ...path].join('\u0000');
}

/** The object that has the key which an "unexpected" diagnostic complains of; else nothing. */
function ownerOf(diagnostic: Diagnostic): string {
  if (!/is not expected to be here/.test(diagnostic.message)) return 'none';
  return placeOf({ ...diagnostic, path: diagnostic.path.slice(0, -1) });
}
