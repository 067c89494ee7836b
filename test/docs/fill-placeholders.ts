import type { Companion } from '../../src/contract/companion.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import type { Json } from '../../src/contract/json.ts';
import { readPointer } from '../../src/contract/json-pointer.ts';
import { createExampleBook } from '../../src/docgen/facts/example-book.ts';
import { openingOf } from '../../src/docgen/facts/opening.ts';

/** What each placeholder of an endpoint's quick start stands for: a credential that the mock hands out, else a made-up one. */
export async function placeholderValues(
  contract: Contract,
  endpoint: Endpoint,
  base: string,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const { word, scheme } of openingOf(contract, endpoint).placeholders)
    values.set(word, (await credentialFor(contract, scheme.name, base)) ?? 'made-up-credential');
  return values;
}

async function credentialFor(contract: Contract, scheme: string, base: string): Promise<string | undefined> {
  const issuer = contract.companions.find(({ issues }) => issues?.value.scheme === scheme);
  if (issuer === undefined) return undefined;
  const response = await ask(contract, issuer, base);
  const at = issuer.issues?.value.at;
  if (at !== undefined) return String(readPointer((await response.json()) as Json, at));
  return /^[^=]+=([^;]*)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1];
}

async function ask(contract: Contract, companion: Companion, base: string): Promise<Response> {
  const [scheme] = companion.credentials.flatMap(({ anyOf }) => anyOf);
  const value = scheme === undefined ? undefined : await credentialFor(contract, scheme.name, base);
  const cookie = scheme?.carrier.in === 'cookie' ? `${scheme.carrier.name}=${value}` : undefined;
  const [body] = companion.request;
  const payload = body === undefined ? undefined : createExampleBook(contract).best(body)?.payload;
  return fetch(`${base}${companion.address}`, {
    method: companion.method,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
  });
}
