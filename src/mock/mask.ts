import type { Contract } from '../contract/contract.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import { type Carried, readCredential } from '../rules/credential-value.ts';

/** Keeps credentials out of the journal, the log and the answers. */
export interface Mask {
  /** `path?query`, percent-encoded, with `***` for the value of every query parameter that carries a credential. */
  target(path: string, query: Carried['query']): string;
  /** `text` without any credential that `request` carries. */
  text(text: string, request: Carried): string;
  /** Does a query parameter of that name carry a credential? */
  isSecret(name: string): boolean;
  /** A number for the credentials that a request brings: the same for the same ones. `undefined`: it brings none. */
  credential(request: Carried): number | undefined;
}

/** Query parameters that carry a secret in practice, whether or not the document calls them a security scheme. */
const SECRET_NAME =
  /^((access|id|refresh|auth|ws|bearer|session)?[_-]?token|jwt|auth(orization)?|(api|access|secret)?[_-]?key|pass(word|wd)?|(client[_-]?)?secret|ticket|sig(nature)?)$/i;

/** Most credentials that are told apart at a time. */
const MOST_CREDENTIALS = 1000;

/** Shorter values would mask harmless words (and be no secret worth the name). */
const SHORTEST_SECRET = 4;

export function createMask(contract: Contract): Mask {
  const schemes = schemesOf(contract);
  const names = new Set(schemes.flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])));
  const numbers = new Map<string, number>();
  let lastNumber = 0;
  const isSecret = (name: string): boolean => names.has(name) || SECRET_NAME.test(name);
  return {
    isSecret,
    target(path, query) {
      const pairs = query.map(([name, value]) =>
        isSecret(name)
          ? `${encodeURIComponent(name)}=***`
          : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      );
      return pairs.length === 0 ? encodeURI(path) : `${encodeURI(path)}?${pairs.join('&')}`;
    },
    text(text, request) {
      const secrets = [
        ...schemes.map(({ carrier }) => readCredential(carrier, request)),
        ...request.query.map(([name, value]) => (isSecret(name) ? value : undefined)),
        ...request.headers.map(([name, value]) =>
          /^(authorization|cookie)$/i.test(name) ? value : undefined,
        ),
      ];
      let masked = text;
      for (const secret of secrets) {
        if (secret !== undefined && secret.length >= SHORTEST_SECRET)
          masked = masked.replaceAll(secret, '***');
      }
      return masked;
    },
    credential(request) {
      const shown = schemes.flatMap(({ carrier }) => readCredential(carrier, request) ?? []);
      if (shown.length === 0) return undefined;
      const key = JSON.stringify(shown);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      lastNumber += 1;
      numbers.set(key, lastNumber);
      const oldest = numbers.size > MOST_CREDENTIALS ? numbers.keys().next().value : undefined;
      if (oldest !== undefined) numbers.delete(oldest);
      return lastNumber;
    },
  };
}

function schemesOf(contract: Contract): readonly CredentialScheme[] {
  return [
    ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...contract.companions.flatMap(({ credentials }) => credentials),
  ].flatMap(({ anyOf }) => anyOf);
}
