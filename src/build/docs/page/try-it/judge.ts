import type { Contract } from '../../../../contract/contract.ts';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import type { Party } from '../../../../contract/party.ts';
import { createRecogniser } from '../../../../rules/create-recogniser.ts';
import type { Recogniser } from '../../../../rules/recognition.ts';
import { validatorsOf } from '../../../../schema/validators-of.ts';

export interface Judged {
  /** The message that it is, or was meant to be. */
  readonly message?: string;
  readonly tone: 'good' | 'bad' | 'warn';
  readonly word: string;
  readonly complaints: readonly string[];
}

export interface Judge {
  judge(from: Party, data: string | ArrayBuffer): Judged;
  /** What a reader has to know about the judging on this page. */
  readonly note?: string;
}

const MOST_COMPLAINTS = 5;

/** The compiled rules, running in the page: those that the mock obeys and `verify` demands. */
export function createJudge(contract: Contract, endpoint: Endpoint): Judge {
  const validators = validatorsOf(contract);
  const recognisers = new Map<Party, Recogniser>();
  const recogniser = (from: Party): Recogniser => {
    const made = recognisers.get(from) ?? createRecogniser(contract, endpoint, from, validators);
    recognisers.set(from, made);
    return made;
  };
  return {
    ...(canCompile()
      ? {}
      : {
          note: "This page's policy forbids eval: frames are recognised by their constants, and not held to their schemas.",
        }),
    judge(from, data) {
      const found = recogniser(from).recognise(
        typeof data === 'string'
          ? { kind: 'text', text: data }
          : { kind: 'binary', base64: base64Of(data), size: data.byteLength },
      );
      switch (found.kind) {
        case 'message':
          return { message: found.message, tone: 'good', word: 'fits', complaints: [] };
        case 'broken':
          return {
            message: found.message,
            tone: 'bad',
            word: 'breaks its schema',
            complaints: found.errors.slice(0, MOST_COMPLAINTS).map(({ message }) => message),
          };
        case 'unknown':
          return {
            ...(found.nearest === undefined ? {} : { message: `${found.nearest}?` }),
            tone: 'warn',
            word: 'no message of the contract',
            complaints: [found.reason],
          };
        case 'malformed':
          return { tone: 'bad', word: 'malformed', complaints: [found.reason] };
      }
    },
  };
}

function canCompile(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

function base64Of(data: ArrayBuffer): string {
  let binary = '';
  for (const byte of new Uint8Array(data)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
