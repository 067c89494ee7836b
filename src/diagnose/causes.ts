import type { Cause } from './cause.ts';
import { absentByContract } from './causes/absent-by-contract.ts';
import { authChannel } from './causes/auth-channel.ts';
import { authExpired } from './causes/auth-expired.ts';
import { authInvalid } from './causes/auth-invalid.ts';
import { authMissing } from './causes/auth-missing.ts';
import { authRole } from './causes/auth-role.ts';
import { authUnchecked } from './causes/auth-unchecked.ts';
import { badPort } from './causes/bad-port.ts';
import { badQuery } from './causes/bad-query.ts';
import { capacity } from './causes/capacity.ts';
import { closedAfterAccept } from './causes/closed-after-accept.ts';
import { connectedSilent } from './causes/connected-silent.ts';
import { cookieNotSent } from './causes/cookie-not-sent.ts';
import { corsCompanions } from './causes/cors-companions.ts';
import { eventLoopBlocked } from './causes/event-loop-blocked.ts';
import { fallbackOnly } from './causes/fallback-only.ts';
import { goingAway } from './causes/going-away.ts';
import { halfOpen } from './causes/half-open.ts';
import { handlerCrashPost } from './causes/handler-crash-post.ts';
import { handlerCrashPre } from './causes/handler-crash-pre.ts';
import { handlerReturned } from './causes/handler-returned.ts';
import { hangPreAccept } from './causes/hang-pre-accept.ts';
import { headersTooLarge } from './causes/headers-too-large.ts';
import { hostDenied } from './causes/host-denied.ts';
import { hostRewrite } from './causes/host-rewrite.ts';
import { httpOnlyPath } from './causes/http-only-path.ts';
import { http2Only } from './causes/http2-only.ts';
import { idleTimeout } from './causes/idle-timeout.ts';
import { invalid101 } from './causes/invalid-101.ts';
import { invalidFrames } from './causes/invalid-frames.ts';
import { lna } from './causes/lna.ts';
import { messageRefused } from './causes/message-refused.ts';
import { messageTooBig } from './causes/message-too-big.ts';
import { mixedContent } from './causes/mixed-content.ts';
import { netCloses } from './causes/net-closes.ts';
import { netDns } from './causes/net-dns.ts';
import { netDropWs } from './causes/net-drop-ws.ts';
import { netFamily } from './causes/net-family.ts';
import { netRefused } from './causes/net-refused.ts';
import { netTimeout } from './causes/net-timeout.ts';
import { noRoute } from './causes/no-route.ts';
import { noWsSupport } from './causes/no-ws-support.ts';
import { notHttp } from './causes/not-http.ts';
import { originDenied } from './causes/origin-denied.ts';
import { originMissing } from './causes/origin-missing.ts';
import { originUnchecked } from './causes/origin-unchecked.ts';
import { otherService } from './causes/other-service.ts';
import { proxyAuth } from './causes/proxy-auth.ts';
import { proxyDenied } from './causes/proxy-denied.ts';
import { proxyNoRoute } from './causes/proxy-no-route.ts';
import { rateLimit } from './causes/rate-limit.ts';
import { redirect } from './causes/redirect.ts';
import { refusedByHandler } from './causes/refused-by-handler.ts';
import { replyNever } from './causes/reply-never.ts';
import { shouldBeAbsent } from './causes/should-be-absent.ts';
import { staleServer } from './causes/stale-server.ts';
import { subprotocolMissing } from './causes/subprotocol-missing.ts';
import { subprotocolNotSelected } from './causes/subprotocol-not-selected.ts';
import { subprotocolUnsupported } from './causes/subprotocol-unsupported.ts';
import { switchedOff } from './causes/switched-off.ts';
import { tlsExpired } from './causes/tls-expired.ts';
import { tlsFailed } from './causes/tls-failed.ts';
import { tlsName } from './causes/tls-name.ts';
import { tlsPlainPort } from './causes/tls-plain-port.ts';
import { tlsUntrusted } from './causes/tls-untrusted.ts';
import { tlsWsOnTlsPort } from './causes/tls-ws-on-tls-port.ts';
import { tokenEndpoint } from './causes/token-endpoint.ts';
import { unstable } from './causes/unstable.ts';
import { upgradeIgnored } from './causes/upgrade-ignored.ts';
import { upgradeStripped } from './causes/upgrade-stripped.ts';
import { upstreamDown } from './causes/upstream-down.ts';
import { version } from './causes/version.ts';
import { wrongPath } from './causes/wrong-path.ts';
import { wrongProtocolFamily } from './causes/wrong-protocol-family.ts';

/** All causes. Of several that are equally sure, the first one is the verdict: the more special before the more general. */
export const CAUSES: readonly Cause[] = [
  netDns,
  netFamily,
  netRefused,
  netTimeout,
  http2Only,
  tlsExpired,
  tlsName,
  tlsUntrusted,
  tlsPlainPort,
  tlsWsOnTlsPort,
  tlsFailed,
  notHttp,
  netCloses,
  upgradeIgnored,
  hangPreAccept,
  eventLoopBlocked,
  unstable,
  version,
  headersTooLarge,
  proxyAuth,
  proxyDenied,
  proxyNoRoute,
  hostDenied,
  redirect,
  capacity,
  rateLimit,
  upstreamDown,
  absentByContract,
  shouldBeAbsent,
  httpOnlyPath,
  otherService,
  fallbackOnly,
  upgradeStripped,
  subprotocolMissing,
  subprotocolUnsupported,
  tokenEndpoint,
  authChannel,
  authExpired,
  authRole,
  cookieNotSent,
  hostRewrite,
  originMissing,
  originDenied,
  badQuery,
  authMissing,
  authInvalid,
  wrongPath,
  switchedOff,
  staleServer,
  handlerCrashPre,
  noWsSupport,
  noRoute,
  refusedByHandler,
  wrongProtocolFamily,
  netDropWs,
  subprotocolNotSelected,
  invalidFrames,
  invalid101,
  messageTooBig,
  handlerCrashPost,
  handlerReturned,
  goingAway,
  closedAfterAccept,
  halfOpen,
  authUnchecked,
  originUnchecked,
  messageRefused,
  replyNever,
  connectedSilent,
  idleTimeout,
  mixedContent,
  badPort,
  lna,
  corsCompanions,
];
