import type { Binding, BindingSource } from '../../contract/binding.ts';
import type { CredentialCarrier, CredentialScheme, RefusalForm } from '../../contract/handshake-policy.ts';
import type { Promised } from '../../contract/promise.ts';
import { type Span, span, unbroken } from '../layout/span.ts';

/** Marks what the document does not say, but its names suggest. */
export const INFERRED: Span = span('inferred', 'yellow');
/** Marks what the document leaves open and the mock does nevertheless. */
export const MOCK_DEFAULT: Span = span("(the mock's default)", 'dim');

/** Notes one after the other, with a dot between them. */
export function notes(items: readonly (readonly Span[])[]): Span[] {
  return items.flatMap((item, i) => (i === 0 ? item : [span(' · ', 'dim'), ...item]));
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

/** ` · else 403 or close 4401`, in yellow; nothing where no form is promised. */
export function refusal(forms: Promised<readonly RefusalForm[]> | undefined): (readonly Span[])[] {
  if (forms === undefined || forms.value.length === 0) return [];
  return [[span(unbroken(`else ${oneOf(forms.value.map(formOf))}`), 'yellow')]];
}

export function formOf(form: RefusalForm): string {
  return 'status' in form ? String(form.status) : `close ${form.close}`;
}

/** `copies /symbol`, `copies /item to /data/item`, `/id = {id}`, `/at = {{ now() }}`. */
export function bindingNotes(bind: readonly Binding[]): (readonly Span[])[] {
  const copies = (inferred: boolean): string[] =>
    bind.flatMap(({ into, from, basis }) =>
      from.kind === 'request' && (basis === 'inferred') === inferred ? [copyWords(from.pointer, into)] : [],
    );
  const others = bind.flatMap(({ into, from }) =>
    from.kind === 'request' ? [] : [`${into} = ${sourceWords(from)}`],
  );
  return [
    ...copyNotes(copies(false)),
    ...copyNotes(copies(true)).map((note) => [...note, span(' '), INFERRED]),
    ...others.map((words) => [span(unbroken(words), 'dim')]),
  ];
}

function copyNotes(copies: readonly string[]): Span[][] {
  return copies.length === 0 ? [] : [[span(`copies ${copies.map(unbroken).join(', ')}`, 'dim')]];
}

function copyWords(pointer: string, into: string): string {
  const what = pointer === '' ? 'the request' : pointer;
  return pointer === into ? what : `${what} to ${into === '' ? 'the payload' : into}`;
}

function sourceWords(from: Exclude<BindingSource, { kind: 'request' }>): string {
  if (from.kind === 'reply') return `${from.pointer === '' ? 'all' : from.pointer} of the reply`;
  return from.kind === 'parameter' ? `{${from.name}}` : from.text;
}

/** `wsToken in the query, ?token=…`. */
export function schemeWords({ name, carrier }: CredentialScheme): Span[] {
  return [span(name, 'bold'), span(` ${carrierWords(carrier)}`)];
}

function carrierWords(carrier: CredentialCarrier): string {
  switch (carrier.in) {
    case 'query':
      return `in the query, ?${carrier.name}=…`;
    case 'header':
      return `in the header ${carrier.name}`;
    case 'cookie':
      return `in the cookie ${carrier.name}`;
    case 'authorization':
      return `in the header Authorization: ${carrier.scheme} …`;
    case 'subprotocol':
      return `as the subprotocol ${carrier.prefix}…`;
    case 'elsewhere':
      return 'outside of the handshake';
  }
}
