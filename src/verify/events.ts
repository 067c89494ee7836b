import type { CaseResult, Result } from '../result/result.ts';

/** What goes on in a run, while it goes on. */
export type VerifyEvent =
  | { readonly type: 'run-started'; readonly total: number }
  | { readonly type: 'case-started'; readonly key: string; readonly title: string }
  | {
      readonly type: 'case-finished';
      readonly result: CaseResult;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'run-finished'; readonly result: Result };
