import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CountersignError } from '../../errors/countersign-error.ts';
import { isFresh, selfSigned, type TlsCertificate } from './self-signed.ts';

/** A certificate, and the file that a client can be told to trust. */
export interface KeptCertificate extends TlsCertificate {
  readonly file: string;
}

/**
 * The certificate that is kept in `folder`, so that a client has to trust it only once; a new one where there is
 * none, or where it is about to expire. Only this user can read the key.
 */
export async function keptCertificate(folder: string): Promise<KeptCertificate> {
  const file = join(folder, 'localhost.pem');
  const keyFile = join(folder, 'localhost.key');
  const kept = await readPair(file, keyFile).catch(() => undefined);
  if (kept !== undefined && isFresh(kept)) return { ...kept, file };
  const made = await selfSigned();
  await mkdir(folder, { recursive: true });
  await writeFile(keyFile, made.key, { mode: 0o600 });
  await writeFile(file, made.cert);
  return { ...made, file };
}

/**
 * The user's own certificate and key.
 * @throws CountersignError `mock.bad-certificate`
 */
export async function givenCertificate(certFile: string, keyFile: string): Promise<KeptCertificate> {
  try {
    return { ...(await readPair(certFile, keyFile)), file: certFile };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CountersignError(
      'mock.bad-certificate',
      `The certificate ${certFile} and the key ${keyFile} cannot be used: ${why}.`,
      {
        fix: 'Give two PEM files that belong together, or --tls alone: it makes a certificate.',
        cause: error,
      },
    );
  }
}

async function readPair(certFile: string, keyFile: string): Promise<TlsCertificate> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new Error('the key belongs to another certificate');
  }
  return { cert, key };
}
