import { badInputBinary } from './bad-input-binary.ts';
import { badInputExtraField } from './bad-input-extra-field.ts';
import { badInputJson } from './bad-input-json.ts';
import { badInputMalformed } from './bad-input-malformed.ts';
import { badInputNesting } from './bad-input-nesting.ts';
import { badInputSchema } from './bad-input-schema.ts';
import { badInputSize } from './bad-input-size.ts';
import { badInputUnknown } from './bad-input-unknown.ts';
import type { Check } from './check.ts';
import { connectionCapacity } from './connection-capacity.ts';
import { connectionFrames } from './connection-frames.ts';
import { connectionFreed } from './connection-freed.ts';
import { connectionKeepalive } from './connection-keepalive.ts';
import { connectionLasting } from './connection-lasting.ts';
import { connectionPing } from './connection-ping.ts';
import { connectionReconnect } from './connection-reconnect.ts';
import { connectionShutdown } from './connection-shutdown.ts';
import { connectionSlowFrames } from './connection-slow-frames.ts';
import { connectionSlowHandshake } from './connection-slow-handshake.ts';
import { connectionSlowReader } from './connection-slow-reader.ts';
import { credentialsEchoed } from './credentials-echoed.ts';
import { credentialsExpired } from './credentials-expired.ts';
import { credentialsExpiry } from './credentials-expiry.ts';
import { credentialsMalformed } from './credentials-malformed.ts';
import { credentialsMisplaced } from './credentials-misplaced.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { credentialsWrong } from './credentials-wrong.ts';
import { exchangeClose } from './exchange-close.ts';
import { exchangeInFlight } from './exchange-in-flight.ts';
import { exchangeInterleaved } from './exchange-interleaved.ts';
import { exchangeIsolation } from './exchange-isolation.ts';
import { exchangeOnce } from './exchange-once.ts';
import { exchangeOtherwise } from './exchange-otherwise.ts';
import { exchangeReply } from './exchange-reply.ts';
import { exchangeRole } from './exchange-role.ts';
import { exchangeSamples } from './exchange-samples.ts';
import { handshakeAbsent } from './handshake-absent.ts';
import { handshakeAccept } from './handshake-accept.ts';
import { handshakeExtensions } from './handshake-extensions.ts';
import { handshakeFieldValue } from './handshake-field-value.ts';
import { handshakeHeadSize } from './handshake-head-size.ts';
import { handshakeHeaderMissing } from './handshake-header-missing.ts';
import { handshakeParameter } from './handshake-parameter.ts';
import { handshakePaths } from './handshake-paths.ts';
import { handshakePlain } from './handshake-plain.ts';
import { handshakeQueryMissing } from './handshake-query-missing.ts';
import { handshakeRequest } from './handshake-request.ts';
import { handshakeSpelling } from './handshake-spelling.ts';
import { handshakeSubprotocol } from './handshake-subprotocol.ts';
import { handshakeUnknownPath } from './handshake-unknown-path.ts';
import { handshakeVersion } from './handshake-version.ts';
import { httpCompanion } from './http-companion.ts';
import { httpCors } from './http-cors.ts';
import { httpCredentials } from './http-credentials.ts';
import { httpRole } from './http-role.ts';
import { originAllowed } from './origin-allowed.ts';
import { originForeign } from './origin-foreign.ts';
import { originHijack } from './origin-hijack.ts';
import { originLookAlike } from './origin-look-alike.ts';
import { originMissing } from './origin-missing.ts';
import { originNull } from './origin-null.ts';
import { originOdd } from './origin-odd.ts';
import { protocolClose } from './protocol-close.ts';
import { protocolCloseFrames } from './protocol-close-frames.ts';
import { protocolControl } from './protocol-control.ts';
import { protocolDeflate } from './protocol-deflate.ts';
import { protocolDeflateFrames } from './protocol-deflate-frames.ts';
import { protocolFragments } from './protocol-fragments.ts';
import { protocolMasking } from './protocol-masking.ts';
import { protocolPing } from './protocol-ping.ts';
import { protocolReserved } from './protocol-reserved.ts';
import { protocolUtf8 } from './protocol-utf8.ts';
import { roleWrong } from './role-wrong.ts';
import { scenarioRun } from './scenario-run.ts';
import { streamEvent } from './stream-event.ts';
import { streamGreeting } from './stream-greeting.ts';
import { streamStop } from './stream-stop.ts';

/** All checks, in the order in which a report shows them. */
export const CHECKS: readonly Check[] = [
  handshakeAccept,
  handshakeUnknownPath,
  handshakeParameter,
  handshakeQueryMissing,
  handshakeHeaderMissing,
  handshakeFieldValue,
  handshakeSubprotocol,
  handshakeAbsent,
  handshakeRequest,
  handshakeVersion,
  handshakeSpelling,
  handshakeExtensions,
  handshakePaths,
  handshakePlain,
  handshakeHeadSize,
  originAllowed,
  originForeign,
  originMissing,
  originNull,
  originLookAlike,
  originOdd,
  originHijack,
  credentialsMissing,
  credentialsWrong,
  credentialsMalformed,
  credentialsMisplaced,
  credentialsEchoed,
  roleWrong,
  credentialsExpired,
  credentialsExpiry,
  httpCompanion,
  httpCors,
  httpCredentials,
  httpRole,
  streamGreeting,
  exchangeReply,
  exchangeClose,
  exchangeOnce,
  exchangeIsolation,
  exchangeInterleaved,
  exchangeInFlight,
  exchangeOtherwise,
  exchangeRole,
  exchangeSamples,
  streamEvent,
  streamStop,
  scenarioRun,
  connectionPing,
  connectionFrames,
  connectionKeepalive,
  connectionLasting,
  connectionReconnect,
  connectionShutdown,
  badInputMalformed,
  badInputJson,
  badInputUnknown,
  badInputExtraField,
  badInputBinary,
  badInputSchema,
  badInputNesting,
  badInputSize,
  connectionCapacity,
  connectionFreed,
  connectionSlowHandshake,
  connectionSlowFrames,
  connectionSlowReader,
  protocolMasking,
  protocolReserved,
  protocolUtf8,
  protocolFragments,
  protocolControl,
  protocolPing,
  protocolClose,
  protocolCloseFrames,
  protocolDeflate,
  protocolDeflateFrames,
];
