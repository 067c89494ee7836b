import type { Contract } from '../../../../contract/contract.ts';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import type { Json } from '../../../../contract/json.ts';
import { createExampleBook } from '../../../../docgen/facts/example-book.ts';
import { button, element } from '../element.ts';
import type { Judge } from './judge.ts';

export interface Composer {
  readonly root: HTMLElement;
  enable(can: boolean): void;
}

interface Choice {
  readonly label: string;
  readonly text: string;
}

/** What to send: the document's examples, to be edited; judged while one types. */
export function createComposer(
  contract: Contract,
  endpoint: Endpoint,
  judge: Judge,
  send: (text: string) => void,
): Composer {
  const choices = choicesOf(contract, endpoint);
  const text = element('textarea', {
    'aria-label': 'Message to send',
    spellcheck: 'false',
    id: 'try-message',
  });
  const judged = element('p', { class: 'judged', role: 'status' });
  const pick = element(
    'select',
    { 'aria-label': 'Example' },
    ...choices.map(({ label }, index) => element('option', { value: String(index) }, label)),
  );
  const go = button('Send', 'main', () => send(text.value));

  function look(): void {
    const { message, tone, word, complaints } = judge.judge('client', text.value);
    judged.replaceChildren(
      element('span', { class: `badge ${tone}` }, message === undefined ? word : `${message}: ${word}`),
      complaints.length === 0 ? '' : ` ${complaints[0]}`,
    );
  }

  pick.addEventListener('change', () => {
    text.value = choices[Number(pick.value)]?.text ?? '';
    look();
  });
  text.addEventListener('input', look);
  text.value = choices[0]?.text ?? '';
  look();
  return {
    root: element(
      'div',
      {},
      element(
        'div',
        { class: 'row' },
        element('div', {}, element('span', { class: 'label' }, 'Send'), pick),
        element('div', { class: 'fit' }, go),
      ),
      element('div', { style: 'margin-top:.75rem' }, text),
      judged,
    ),
    enable(can) {
      go.disabled = !can;
    },
  };
}

function choicesOf(contract: Contract, endpoint: Endpoint): readonly Choice[] {
  const book = createExampleBook(contract);
  const found = endpoint.messages.client.flatMap((id): Choice[] => {
    const examples = book.good(id);
    if (examples.length > 0)
      return examples.map(({ name, summary, payload }) => ({
        label: name === undefined && summary === undefined ? id : `${id}: ${summary ?? name}`,
        text: textOf(payload),
      }));
    const made = book.best(id);
    return made === undefined
      ? []
      : [{ label: `${id} (made up from its schema)`, text: textOf(made.payload) }];
  });
  return found.length > 0 ? found : [{ label: 'Any text', text: '' }];
}

function textOf(payload: Json): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2);
}
