import type { ConformanceAdapter } from '../../../src/conformance/index.ts';

/** What no transport can do that lives in the page, because there is no wire. */
export const WITHOUT_A_WIRE: ConformanceAdapter['lacks'] = {
  status: 'There is no HTTP response. A page would not be shown it either; it stands in the journal.',
};
