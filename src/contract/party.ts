/** Who sends: the two ends of a WebSocket connection, whoever's view the document was written from. */
export type Party = 'client' | 'server';
