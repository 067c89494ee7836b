/** What a request's id is commonly called, at the top of a payload; an answer repeats it under the same name. */
export const ID_FIELDS: readonly string[] = [
  ...['id', 'reqid', 'reqId', 'req_id', 'requestId', 'request_id', 'requestID', 'correlationId'],
  ...['correlation_id', 'correlationID', 'messageId', 'message_id', 'msgId', 'msg_id', 'nonce', 'seq', 'ref'],
];
