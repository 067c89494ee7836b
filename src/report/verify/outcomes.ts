import type { Outcome } from '../../result/result.ts';
import type { PaintName } from '../layout/span.ts';

/** How an outcome is marked and called. */
export interface OutcomeLook {
  readonly mark: string;
  readonly paint: PaintName;
  readonly label: string;
}

/** In the order in which the last line counts them. */
export const OUTCOMES: Readonly<Record<Outcome, OutcomeLook>> = {
  passed: { mark: '✓', paint: 'green', label: 'passed' },
  failed: { mark: '✗', paint: 'red', label: 'failed' },
  warned: { mark: '!', paint: 'yellow', label: 'warned' },
  observed: { mark: '·', paint: 'cyan', label: 'observed' },
  'not-observed': { mark: '–', paint: 'magenta', label: 'not observed' },
  skipped: { mark: '○', paint: 'gray', label: 'skipped' },
};
