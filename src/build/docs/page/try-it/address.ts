import type { Contract } from '../../../../contract/contract.ts';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import { carriesCredential } from '../../../../contract/promises.ts';
import { exampleParameters, openingOf } from '../../../../docgen/facts/opening.ts';
import { fillAddress } from '../../../../rules/address.ts';
import { element } from '../element.ts';

export interface Address {
  /** The field with the whole URL. */
  readonly url: HTMLElement;
  /** Its parts: what they say goes into the URL, until somebody edits that. */
  readonly fields: HTMLElement;
  read(): { readonly url: string; readonly subprotocols: readonly string[] };
}

let last = 0;

/** Where to connect: an URL, made of the document's parts, that can be edited. */
export function createAddress(contract: Contract, endpoint: Endpoint): Address {
  const opening = openingOf(contract, endpoint);
  const base = servedByMock() ? location.origin.replace(/^http/, 'ws') : opening.base;
  const url = field('Address', '');
  const parameters = Object.entries(exampleParameters(endpoint)).map(([name, value]) => ({
    name,
    ...field(`{${name}}`, value, endpoint.parameters.find((one) => one.name === name)?.enum),
  }));
  const query = endpoint.handshake.query
    .filter(({ name }) => !carriesCredential(endpoint, 'query', name))
    .map(({ name, example, required }) => ({
      name,
      ...field(`?${name}${required ? '' : ' (optional)'}`, required ? (example ?? name) : ''),
    }));
  const credentials = opening.placeholders.flatMap(({ scheme }) =>
    scheme.carrier.in === 'query'
      ? [{ name: scheme.carrier.name, ...field(`${scheme.name} in ?${scheme.carrier.name}`, '') }]
      : [],
  );
  const protocols = field('Subprotocols, with commas between them', opening.subprotocols.join(', '));

  function fill(): void {
    const values = Object.fromEntries(parameters.map(({ name, input }) => [name, input.value]));
    const pairs = [...query, ...credentials]
      .filter(({ input }) => input.value !== '')
      .map(({ name, input }) => `${encodeURIComponent(name)}=${encodeURIComponent(input.value)}`);
    url.input.value = `${base}${fillAddress(endpoint.address, values)}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
  }

  for (const { input } of [...parameters, ...query, ...credentials]) input.addEventListener('input', fill);
  fill();
  const wantsProtocols = endpoint.handshake.subprotocols !== undefined || opening.subprotocols.length > 0;
  return {
    url: url.root,
    fields: element(
      'div',
      { class: 'fields' },
      ...[...parameters, ...query, ...credentials].map(({ root }) => root),
      ...(wantsProtocols ? [protocols.root] : []),
    ),
    read: () => ({
      url: url.input.value.trim(),
      subprotocols: protocols.input.value
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    }),
  };
}

/** `/__countersign/docs`: these pages come from the mock itself. */
function servedByMock(): boolean {
  return /^https?:$/.test(location.protocol) && location.pathname.startsWith('/__countersign/');
}

interface Field {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
}

function field(label: string, value: string, known: readonly string[] = []): Field {
  last += 1;
  const id = `try-${last}`;
  const input = element('input', {
    id,
    autocomplete: 'off',
    spellcheck: 'false',
    ...(known.length === 0 ? {} : { list: `${id}-known` }),
  });
  input.value = value;
  const list =
    known.length === 0
      ? undefined
      : element('datalist', { id: `${id}-known` }, ...known.map((one) => element('option', { value: one })));
  return { root: element('div', {}, element('label', { for: id }, label), input, list), input };
}
