import { badInputMalformed } from './bad-input-malformed.ts';
import type { Check } from './check.ts';
import { connectionCapacity } from './connection-capacity.ts';
import { connectionKeepalive } from './connection-keepalive.ts';
import { connectionPing } from './connection-ping.ts';
import { credentialsExpiry } from './credentials-expiry.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { credentialsWrong } from './credentials-wrong.ts';
import { exchangeOtherwise } from './exchange-otherwise.ts';
import { exchangeReply } from './exchange-reply.ts';
import { handshakeAbsent } from './handshake-absent.ts';
import { handshakeAccept } from './handshake-accept.ts';
import { handshakeHeaderMissing } from './handshake-header-missing.ts';
import { handshakeQueryMissing } from './handshake-query-missing.ts';
import { handshakeSubprotocol } from './handshake-subprotocol.ts';
import { handshakeUnknownPath } from './handshake-unknown-path.ts';
import { httpCompanion } from './http-companion.ts';
import { httpCors } from './http-cors.ts';
import { httpCredentials } from './http-credentials.ts';
import { httpRole } from './http-role.ts';
import { originAllowed } from './origin-allowed.ts';
import { originForeign } from './origin-foreign.ts';
import { originLookAlike } from './origin-look-alike.ts';
import { originMissing } from './origin-missing.ts';
import { originNull } from './origin-null.ts';
import { roleWrong } from './role-wrong.ts';
import { scenarioRun } from './scenario-run.ts';
import { streamEvent } from './stream-event.ts';
import { streamGreeting } from './stream-greeting.ts';
import { streamStop } from './stream-stop.ts';

/** All checks, in the order in which a report shows them. */
export const CHECKS: readonly Check[] = [
  handshakeAccept,
  handshakeUnknownPath,
  handshakeQueryMissing,
  handshakeHeaderMissing,
  handshakeSubprotocol,
  handshakeAbsent,
  originAllowed,
  originForeign,
  originMissing,
  originNull,
  originLookAlike,
  credentialsMissing,
  credentialsWrong,
  roleWrong,
  credentialsExpiry,
  httpCompanion,
  httpCors,
  httpCredentials,
  httpRole,
  streamGreeting,
  exchangeReply,
  exchangeOtherwise,
  streamEvent,
  streamStop,
  scenarioRun,
  connectionPing,
  connectionKeepalive,
  badInputMalformed,
  connectionCapacity,
];
