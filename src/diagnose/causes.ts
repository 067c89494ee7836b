import type { Cause } from './cause.ts';
import {
  closedAfterAccept,
  corsCompanions,
  crashPost,
  invalidAnswer,
  protocolFamily,
  silent,
  subprotocolNotSelected,
} from './causes/after-accept.ts';
import { authExpired, authInvalid, authMissing, authRole } from './causes/credentials.ts';
import { eventLoopBlocked, hangPreAccept, hangUpgrade } from './causes/hang.ts';
import {
  crashPre,
  methodNotAllowed,
  noWsSupport,
  otherService,
  rateLimit,
  redirect,
  upgradeStripped,
  upstreamDown,
} from './causes/http-answers.ts';
import { netDns } from './causes/net-dns.ts';
import { netDropWs } from './causes/net-drop-ws.ts';
import { netFamily } from './causes/net-family.ts';
import { netRefused } from './causes/net-refused.ts';
import { netTimeout } from './causes/net-timeout.ts';
import { notHttp } from './causes/not-http.ts';
import { originDenied, originMissing, originUnchecked } from './causes/origin.ts';
import {
  absentByContract,
  badQuery,
  noRoute,
  refusedByHandler,
  shouldBeAbsent,
  wrongPath,
} from './causes/route.ts';
import { capacity, staleServer, switchedOff } from './causes/state.ts';
import { tlsExpired, tlsName, tlsOther, tlsUntrusted, wsOnTlsPort, wssOnPlainPort } from './causes/tls.ts';

/** All causes. Of several that are equally sure, the first one is the verdict: the more special before the more general. */
export const CAUSES: readonly Cause[] = [
  netDns,
  netFamily,
  netRefused,
  netTimeout,
  tlsExpired,
  tlsName,
  tlsUntrusted,
  wssOnPlainPort,
  wsOnTlsPort,
  tlsOther,
  notHttp,
  hangUpgrade,
  hangPreAccept,
  eventLoopBlocked,
  rateLimit,
  redirect,
  upstreamDown,
  absentByContract,
  shouldBeAbsent,
  otherService,
  upgradeStripped,
  authExpired,
  authRole,
  originMissing,
  originDenied,
  badQuery,
  authMissing,
  authInvalid,
  wrongPath,
  switchedOff,
  capacity,
  staleServer,
  crashPre,
  noWsSupport,
  methodNotAllowed,
  noRoute,
  refusedByHandler,
  netDropWs,
  protocolFamily,
  subprotocolNotSelected,
  invalidAnswer,
  crashPost,
  closedAfterAccept,
  originUnchecked,
  silent,
  corsCompanions,
];
