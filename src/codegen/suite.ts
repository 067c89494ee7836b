import type { Contract } from '../contract/contract.ts';
import { GENERATED, oneLine, quoted as text, variable } from './source-text.ts';

export interface SuiteOptions {
  /** The document, as the generated file names it: a URL, or a path from that file. */
  readonly document: string;
  readonly isUrl: boolean;
  /** Where the backend is, where the environment does not say it. */
  readonly target: string;
  /** Only what is about this endpoint, companion, check or area. Absent: everything. */
  readonly only?: string;
  /** Security schemes whose credentials the suite reads from the environment. */
  readonly schemes?: readonly string[];
}

/** A vitest file that holds a backend to the contract. The same document gives the same text. */
export function generateSuite(contract: Contract, options: SuiteOptions): string {
  const { document, isUrl, target, only, schemes = [] } = options;
  const about = only === undefined ? '' : `, ${only}`;
  const source = isUrl ? text(document) : `fileURLToPath(new URL(${text(document)}, import.meta.url))`;
  return [
    `${GENERATED} from ${document} (${oneLine(contract.title)} ${oneLine(contract.version)}${about}). Do not edit: countersign generate suite`,
    ...(isUrl ? [] : ["import { fileURLToPath } from 'node:url';"]),
    "import { describeContract } from 'countersign/vitest';",
    '',
    `describeContract(${source}, {`,
    `  target: process.env.TARGET ?? ${text(target)},`,
    ...(only === undefined ? [] : [`  only: [${text(only)}],`]),
    ...(schemes.length === 0
      ? []
      : [
          '  credentials: {',
          ...schemes.map((name) => `    ${text(name)}: () => process.env.${variable(name)} ?? '',`),
          '  },',
        ]),
    '});',
    '',
  ].join('\n');
}
