import { randomBytes } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import type { CredentialCarrier } from '../../contract/handshake-policy.ts';
import { readMessage, withMessage } from '../../diagnose/messages.ts';
import type { Credential, Subject } from '../../diagnose/subject.ts';
import { createNetTransport } from '../../dial/net-transport.ts';
import { parseTarget } from '../../dial/parse-target.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { diagnose } from '../../probe/diagnose.ts';
import { renderDiagnosis, renderDiagnosisJson, renderMoment } from '../../report/diagnosis.ts';
import { type Diagnosis, exitOfDiagnosis, type Verdict } from '../../result/diagnosis.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import type { Header } from '../../script/script.ts';
import { createRedactor } from '../../transcript/redact.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import { readCredentials } from '../read-credentials.ts';

type Args = ParsedArgs<'diagnose'>;

/** `countersign diagnose <url>`. Throws what `parseTarget` and `loadContract` throw. */
export async function run(args: Args, io: Io): Promise<ExitCode> {
  const { options } = args;
  const told = options.message === undefined ? undefined : readMessage(options.message);
  if (args.document === '') {
    print(fromMessage(options.message ?? '', told), args, io);
    return EXIT.broken;
  }
  const subject = await subjectOf(args, io);
  let interrupt = new AbortController();
  io.onInterrupt(() => interrupt.abort());
  if (options.watch || options.for !== undefined) {
    const watched = await watchAt(subject, args, interrupt.signal, io);
    if (watched !== undefined) {
      print(watched, args, io);
      return exitOfDiagnosis(watched);
    }
    // It never let anybody in. Whoever ended the watching wants to know why.
    interrupt = new AbortController();
  }
  const { contract } = subject;
  const diagnosis = await diagnose(subject, {
    signal: interrupt.signal,
    insecure: options.insecure,
    timing: options.timing,
    ...(io.progress === undefined ? {} : { onProbe: io.progress }),
    ...(contract === undefined ? {} : { logIn: () => logInAt(contract, subject) }),
  });
  io.progress?.('');
  print(
    told === undefined ? diagnosis : { ...diagnosis, verdict: withMessage(diagnosis.verdict, told) },
    args,
    io,
  );
  return interrupt.signal.aborted ? EXIT.interrupted : exitOfDiagnosis(diagnosis);
}

/** Ctrl+C is how it ends: what follows is told, and decides the exit code. */
async function watchAt(
  subject: Subject,
  { options }: Args,
  signal: AbortSignal,
  io: Io,
): Promise<Diagnosis | undefined> {
  const { watch } = await import('../../probe/watch/watch.ts');
  const { for: within } = options;
  if (!options.json)
    io.stdout(
      `Watching. ${within === undefined ? 'Ctrl+C ends it.' : `It ends after ${within / 1000} s.`}\n`,
    );
  const watched = await watch(subject, {
    signal,
    insecure: options.insecure,
    ...(within === undefined ? {} : { within }),
    ...(options.json ? {} : { onMoment: (moment) => io.stdout(`${renderMoment(moment, io.style)}\n`) }),
  });
  if (!options.json) io.stdout('\n');
  return watched;
}

function print(diagnosis: Diagnosis, { options }: Args, io: Io): void {
  io.stdout(options.json ? renderDiagnosisJson(diagnosis) : `${renderDiagnosis(diagnosis, io.style)}\n`);
}

async function subjectOf(args: Args, io: Io): Promise<Subject> {
  const { options } = args;
  const { protocol, host, port, pathname, search } = parseTarget(args.document);
  const contract =
    options.document === undefined
      ? undefined
      : (await loadDocument({ ...args, document: options.document }, io)).contract;
  return {
    place: { protocol, host, port },
    path: pathname,
    search,
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    headers: options.header.map(readHeader),
    subprotocols: options.subprotocol,
    credentials: readCredentials(options.credential, io.env).map(([scheme, value]) =>
      credentialOf(scheme, value, contract),
    ),
    ...(contract === undefined ? {} : { contract }),
    canLogIn: contract?.companions.some(({ issues }) => issues !== undefined) ?? false,
    nonce: randomBytes(6).toString('hex'),
    now: Date.now(),
  };
}

/** Where the document says that it travels; without one, or without such a scheme, in the query. */
function credentialOf(scheme: string, value: string, contract: Contract | undefined): Credential {
  const schemes = (contract?.endpoints ?? []).flatMap(({ handshake }) =>
    handshake.credentials.flatMap(({ anyOf }) => anyOf),
  );
  const known = schemes.find(({ name }) => name === scheme);
  if (contract !== undefined && known === undefined)
    throw new CountersignError('cli.bad-value', `The document has no security scheme "${scheme}".`, {
      fix: `It has ${[...new Set(schemes.map(({ name }) => name))].join(', ') || 'none for a WebSocket'}.`,
    });
  const carrier: CredentialCarrier = known?.carrier ?? { in: 'query', name: scheme };
  return { scheme, carrier, value, owner: 'given' };
}

function readHeader(text: string): Header {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new CountersignError('cli.bad-value', '--header needs a name, a colon and a value.', {
    fix: "Write for example --header 'X-Api-Version: 2'.",
  });
}

async function logInAt(
  contract: Contract,
  { place }: Subject,
): Promise<{ readonly credentials: readonly Credential[]; readonly problem?: string }> {
  const { logIn } = await import('../../verify/log-in.ts');
  const { credentials, problem } = await logIn(contract, createNetTransport(place));
  const schemes = contract.endpoints.flatMap(({ handshake }) =>
    handshake.credentials.flatMap(({ anyOf }) => anyOf),
  );
  return {
    credentials: credentials.flatMap((one) => {
      const carrier = schemes.find(({ name }) => name === one.scheme)?.carrier;
      return carrier === undefined ? [] : [{ ...one, carrier }];
    }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function fromMessage(message: string, told: Verdict | undefined): Diagnosis {
  const shown = createRedactor([])(message).replace(/\s+/g, ' ').slice(0, 100);
  const nothing: Verdict = {
    id: 'UNKNOWN',
    title: 'A message that is not known here',
    sentence: `"${shown}" says nothing about the cause that is known here.`,
    sure: 'one-of',
    why: 'Read from the text alone; nothing was asked.',
    by: [],
    candidates: [],
    fix: { lines: ['Give the URL: countersign diagnose <url> --origin <origin of the page>'] },
    ruledOut: [],
    corrections: [],
    notes: [],
  };
  return {
    format: 1,
    url: '',
    climb: [],
    verdict: told ?? nothing,
    probes: [],
    reached: true,
    handshakes: 0,
    duration: 0,
    startedAt: new Date().toISOString(),
  };
}
