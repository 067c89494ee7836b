import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { exitCodeOf } from '../../src/result/exit-code.ts';
import type { Result } from '../../src/result/result.ts';
import { verify } from '../../src/verify/verify.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { connect } from '../support/plain-client.ts';
import { contractOf } from './documents.ts';
import type { Found, Red } from './found.ts';
import { startProcess } from './process.ts';
import type { VerifyRun } from './variant.ts';

/** Starts the backend as the variant says, holds it to its document, and ends all that was started. */
export async function runVerify(system: string, run: VerifyRun): Promise<Found> {
  const ending: (() => Promise<unknown>)[] = [];
  try {
    const contract = await contractOf(system, run.document);
    const port = run.started === false ? await freePort() : await start(system, run, ending);
    if (run.holding !== undefined) {
      const held = await connect(`ws://127.0.0.1:${port}${run.holding}`);
      ending.push(() => held.end());
    }
    const values = [`ws://127.0.0.1:${port}`];
    if (run.atDevServer !== undefined) {
      const dev = await startProcess(system, [run.atDevServer, '0']);
      ending.push(dev.stop);
      values.push(`websocket=ws://127.0.0.1:${await dev.printed(/localhost:(\d+)/)}`);
    }
    return foundIn(await verify(contract, { targets: values }));
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

async function start(system: string, run: VerifyRun, ending: (() => Promise<unknown>)[]): Promise<number> {
  const { env, ws, host } = run;
  const backend: Backend = await startBackend(system, {
    ...(env === undefined ? {} : { env }),
    ...(ws === undefined ? {} : { ws }),
    ...(host === undefined ? {} : { host }),
  });
  ending.push(backend.stop);
  return backend.port;
}

function foundIn(result: Result): Found {
  const red = result.cases
    .filter(({ finding }) => finding.outcome === 'failed' || finding.outcome === 'warned')
    .map(({ key, finding }): Red => ({ key, text: `${finding.message} ${finding.received ?? ''}` }));
  const unreached = result.reached
    ? []
    : [{ key: 'unreached', text: result.unreached?.cause ?? 'not reached, and no cause is given' }];
  return { red: [...unreached, ...red], report: JSON.stringify(result), exit: exitCodeOf(result) };
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
