import type { Ajv } from 'ajv';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import type { Contract } from '../contract/contract.ts';
import type { ContractSchema, SchemaId } from '../contract/schema.ts';
import { fingerprint } from './fingerprint.ts';
import { createFuel, needsFuel } from './fuel.ts';
import { patternRunner } from './patterns/run-pattern.ts';
import { createSchemaEngine, type FuelKeyword } from './schema-engine.ts';
import { schemaKey } from './schema-key.ts';

type Standalone = (ajv: Ajv, names: Record<string, string>) => string;
const standalone: Standalone =
  (standaloneModule as unknown as { default?: Standalone }).default ??
  (standaloneModule as unknown as Standalone);

/**
 * `PrecompiledValidators`, as an expression of JavaScript without imports. What ajv's own code would `require` (formats, how
 * to compare), and our regular expressions and limits, it gets handed over as `runtime` where it is used: they are there
 * anyway, and so verdicts are the same with and without it.
 */
export function precompile(contract: Pick<Contract, 'schemas'>): string {
  const unusable: Record<SchemaId, string> = {};
  const parts = (['first', 'all'] as const).map((name) => {
    const code = codeOf(contract, name === 'all', unusable);
    return `  ${name}(runtime) {\n    const exports = {};\n${code}\n    return exports;\n  },`;
  });
  return [
    '{',
    '  format: 1,',
    `  schemas: ${JSON.stringify(fingerprint(contract))},`,
    `  unusable: ${JSON.stringify(unusable)},`,
    ...parts,
    '}',
  ].join('\n');
}

function codeOf(
  contract: Pick<Contract, 'schemas'>,
  allErrors: boolean,
  unusable: Record<SchemaId, string>,
): string {
  const byDialect = new Map<ContractSchema['dialect'], SchemaId[]>();
  for (const [id, { dialect }] of Object.entries(contract.schemas)) {
    byDialect.set(dialect, [...(byDialect.get(dialect) ?? []), id]);
  }
  const regExp = Object.assign(patternRunner(contract), { code: 'runtime.regExp' });
  const fuel = needsFuel(contract) ? FUEL : undefined;
  const blocks = [...byDialect].map(([dialect, ids]) => {
    const code = { source: true, optimize: 1, regExp, formats: _`runtime.formats` } as const;
    const engine = createSchemaEngine(contract, { dialect, allErrors, code, fuel });
    const names: Record<string, string> = {};
    for (const id of ids) {
      try {
        engine.compile(id);
        names[id] = schemaKey(id);
      } catch (error) {
        unusable[id] = error instanceof Error ? error.message : String(error);
      }
    }
    // Each dialect in a block of its own: ajv gives its functions the same names in each.
    return `{\n${withoutRequire(standalone(engine.ajv, names))}\n}`;
  });
  return blocks.join('\n');
}

function withoutRequire(code: string): string {
  return code
    .replace(/^"use strict";/, '')
    .replace(/require\("ajv\/dist\/runtime\/(equal|ucs2length)"\)\.default/g, 'runtime.$1');
}

/** The same keyword as at run time, written as code. */
const FUEL: FuelKeyword = {
  keyword: createFuel().keyword,
  install(ajv) {
    ajv.addKeyword({
      keyword: FUEL.keyword,
      errors: false,
      before: '$ref',
      code: ({ gen }) => void gen.code(_`runtime.spend()`),
    });
  },
};
