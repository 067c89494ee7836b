import { compile } from 'json-schema-to-typescript';
import type { PlannedType } from '../codegen/plan-types.ts';
import { exactType, type TypeSchema } from '../codegen/type-schema.ts';
import type { Declarations } from '../codegen/types.ts';

/**
 * A TypeScript declaration for each planned type that is made of a schema.
 *
 * @note Each schema is compiled on its own, and those that it refers to are names in it: so that one of them which the
 * generator cannot read is `unknown`, and the others are not lost with it.
 */
export async function declareTypes(types: readonly PlannedType[]): Promise<Declarations> {
  const declared = new Map<string, string>();
  for (const { name, from } of types) {
    if (!('schema' in from)) continue;
    const exact = exactType(from.schema);
    declared.set(
      name,
      exact === undefined ? await declare(name, from.schema) : `export type ${name} = ${exact};`,
    );
  }
  return declared;
}

/** The generator respells names (`Citizen0aura` becomes `Citizen0Aura`), so it is given one that it leaves alone. */
const STAND_IN = 'StandIn';
const DECLARED = /^export (interface|type) StandIn\b/m;

async function declare(name: string, schema: TypeSchema): Promise<string> {
  const { description: _, ...undescribed } = schema;
  try {
    const text = await compile({ ...undescribed, title: STAND_IN }, STAND_IN, {
      bannerComment: '',
      // Its formatter takes a second to start, and another version of it would give other bytes.
      format: false,
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      $refOptions: { resolve: { external: false } },
    });
    return laidOut(text.trim()).replace(DECLARED, `export $1 ${name.replaceAll('$', '$$$$')}`);
  } catch {
    return `/** The document's schema cannot be said in TypeScript. */\nexport type ${name} = unknown;`;
  }
}

/** Indented by its braces, with a semicolon behind each member. */
function laidOut(text: string): string {
  let depth = 0;
  let isComment = false;
  const lines: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' && !isComment) continue;
    if (line === '/**') isComment = true;
    if (isComment) {
      lines.push(`${'  '.repeat(depth)}${line.startsWith('/') ? '' : ' '}${line}`);
      if (line === '*/') isComment = false;
      continue;
    }
    const opens = line.endsWith('{');
    if (line.startsWith('}')) depth -= 1;
    // The generator puts every union in parentheses.
    const bare = line.replace(/^((?:"[^"]*"|[\w$]+)\??: |export type \w+ = )\(([^(){}[\]]*)\)$/, '$1$2');
    const ends = opens || (depth === 0 && line === '}') ? '' : ';';
    lines.push(`${'  '.repeat(depth)}${bare}${ends}`);
    if (opens) depth += 1;
  }
  return lines.join('\n');
}
