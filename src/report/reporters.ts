import type { Result } from '../result/result.ts';
import { renderGithub } from './github.ts';
import { renderHtml } from './html/page.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderPretty } from './pretty.ts';

import type { SarifRule } from './sarif-log.ts';
import type { Style } from './style.ts';
import { renderTap } from './tap.ts';
import { renderVerifySarif } from './verify-sarif.ts';

/** What a report may know beside the result. */
export interface ReportContext {
  /** Of where it is written: a file has no colours. */
  readonly style: Style;
  readonly verbose: boolean;
  /** Of Countersign. */
  readonly version?: string;
  readonly checks?: readonly SarifRule[];
}

export type ReporterName = 'pretty' | 'json' | 'junit' | 'tap' | 'github' | 'sarif' | 'html';

/** Every form of a report: a whole text, that ends with a line break. */
export const REPORTERS: Readonly<Record<ReporterName, (result: Result, context: ReportContext) => string>> = {
  pretty: (result, { style, verbose }) => `${renderPretty(result, style, { verbose })}\n`,
  json: (result) => renderJson(result),
  junit: (result) => renderJunit(result),
  tap: (result) => renderTap(result),
  github: (result) => renderGithub(result),
  sarif: (result, context) => renderVerifySarif(result, context),
  html: (result) => renderHtml(result),
};

export const REPORTER_NAMES: readonly ReporterName[] = Object.keys(REPORTERS) as ReporterName[];
