import { connect } from 'node:net';
import type { Contract, Server } from '../contract/contract.ts';
import { createNetTransport, type DialTarget } from '../dial/net-transport.ts';
import { type ParsedTarget, parseTarget } from '../dial/parse-target.ts';
import type { Transport } from '../dial/transport.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';

/** Where a backend is: the target of `--target`, for each server of the contract. */
export interface Targets {
  transport(server: Server): Transport;
  /** As the user gave it; several joined with `, `. */
  readonly text: string;
  /** Of the first target: `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Why no target takes a TCP connection; `undefined` when one does. */
  probe(): Promise<{ readonly cause: string; readonly remedy: string } | undefined>;
}

export interface TargetOptions {
  /** Take a TLS certificate that does not verify. */
  readonly insecure?: boolean;
  /** ms for a TCP connection; default 5 s. */
  readonly within?: number;
}

/**
 * Reads `--target` values: `ws://host:port` for all servers, `name=ws://host:port` for one. A path in the URL takes
 * the place of the server's pathname, unless it is `/`.
 * @throws CountersignError `target.bad-url`, or `cli.bad-value` where there is no server of that name.
 */
export function resolveTargets(
  contract: Contract,
  values: readonly string[],
  options: TargetOptions = {},
): Targets {
  const named = new Map<string, ParsedTarget>();
  let general: ParsedTarget | undefined;
  for (const value of values) {
    const { server: name, url } = splitTarget(value);
    if (name === undefined) {
      general ??= parseTarget(value);
      continue;
    }
    if (!Object.hasOwn(contract.servers, name)) {
      const names = Object.keys(contract.servers);
      throw new CountersignError(
        'cli.bad-value',
        `The document has no server "${name}".${didYouMean(name, names)}`,
        {
          fix: `It has ${names.join(', ')}.`,
        },
      );
    }
    named.set(name, parseTarget(url));
  }
  const fallback = general ?? [...named.values()][0];
  if (fallback === undefined)
    throw new CountersignError('cli.missing-argument', 'No target was given.', {
      fix: 'Give one: --target ws://127.0.0.1:8000',
    });

  const targetOf = (server: Server): ParsedTarget => named.get(server.name) ?? fallback;
  const all = [...new Set([fallback, ...named.values()])];
  return {
    text: values.join(', '),
    origin: originOf(fallback),
    transport: (server) => {
      const parsed = targetOf(server);
      return rebased(createNetTransport(dialTarget(parsed, options)), server.pathname, parsed.pathname);
    },
    async probe() {
      const causes = await Promise.all(all.map((target) => probeTcp(target, options.within ?? 5_000)));
      return causes.includes(undefined) ? undefined : causes[0];
    },
  };
}

/** `name=URL`, or a URL alone. */
export function splitTarget(value: string): { readonly server?: string; readonly url: string } {
  const [, server, url] = /^([\w.-]+)=(.*)$/s.exec(value) ?? [];
  return server === undefined || url === undefined ? { url: value } : { server, url };
}

function dialTarget({ protocol, host, port }: ParsedTarget, { insecure }: TargetOptions): DialTarget {
  return { protocol, host, port, ...(insecure === true ? { tls: { rejectUnauthorized: false } } : {}) };
}

function originOf({ protocol, host, port }: ParsedTarget): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const standard = protocol === 'ws' ? 80 : 443;
  return `${protocol === 'ws' ? 'http' : 'https'}://${name}${port === standard ? '' : `:${port}`}`;
}

/** Puts the target's pathname where the server's was: `/v1/ws` at `ws://host/staging` becomes `/staging/ws`. */
function rebased(transport: Transport, from: string, to: string): Transport {
  const replacement = to.replace(/\/$/, '');
  if (replacement === '' || replacement === from) return transport;
  const move = (target: string): string =>
    target.startsWith(from) && /^($|[/?])/.test(target.slice(from.length))
      ? replacement + target.slice(from.length)
      : target;
  return {
    base: transport.base,
    open: (opening, within) => transport.open({ ...opening, target: move(opening.target) }, within),
    request: (step) => transport.request({ ...step, target: move(step.target) }),
  };
}

function probeTcp(
  { host, port }: ParsedTarget,
  within: number,
): Promise<{ readonly cause: string; readonly remedy: string } | undefined> {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: within });
    const end = (cause?: { readonly cause: string; readonly remedy: string }): void => {
      socket.destroy();
      resolve(cause);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () =>
      end({
        cause: `no TCP connection to ${place} within ${within / 1000} s.`,
        remedy: 'Is the address right, and does a firewall let you through?',
      }),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => end(explain(error, host, place)));
  });
}

function explain(
  error: NodeJS.ErrnoException,
  host: string,
  place: string,
): { readonly cause: string; readonly remedy: string } {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return {
        cause: `nothing listens on ${place} (connection refused).`,
        remedy: 'Start the backend, or give the host and port that it listens on.',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        cause: `the name "${host}" does not resolve.`,
        remedy:
          'Use a name that this machine can resolve; names of containers are only known inside their network.',
      };
    default:
      return {
        cause: `no TCP connection to ${place} (${codeOf(error)}).`,
        remedy: 'Is the backend up, and is this its address?',
      };
  }
}

/** Node tries several addresses, and throws one error for all. */
function codeOf(error: NodeJS.ErrnoException): string {
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  return error.code ?? first?.code ?? error.message;
}
