// The panels that connect from the page, judged by the rules that the mock and `verify` judge by.
import type { Contract } from '../../../contract/contract.ts';
import { createTryIt } from './try-it/panel.ts';

declare global {
  /** From `assets/contract.js`. */
  var countersignContract: Contract | undefined;
}

const contract = globalThis.countersignContract;
if (contract !== undefined) {
  for (const panel of document.querySelectorAll<HTMLElement>('[data-panel=try-it]')) {
    const endpoint = contract.endpoints.find(({ id }) => id === panel.dataset.of);
    if (endpoint !== undefined) panel.append(createTryIt(contract, endpoint));
  }
}
