/** ms of one turn of the event loop in which connections are read. */
export const TURN: number = 4;
/**
 * ms of such a turn while new clients come: libuv accepts one of them in a turn (`uv__server_io`, since 1.45), so that
 * 500 who come at once would wait for 500 turns.
 */
export const CROWDED_TURN: number = 0.25;
/** ms between two such turns: in those between, the ones who say much wait, and the queue of new clients moves on. */
export const CROWDED_REST: number = 3;
/** ms that one connection is read at a stretch while others wait. */
export const STRETCH: number = 1;
/** Bytes that are handed over at a time: a hundred of the shortest frames; more, where that takes no time. */
export const SLICE: number = 1_024;
export const LARGEST_SLICE: number = 4_096;
/** While new clients come: a dozen frames. */
export const CROWDED_SLICE: number = 256;
/** ms. */
export const NO_TIME: number = 0.25;
/** ms. After a turn that took so long for one message, timers have theirs before anything more is read. */
export const LONG_TURN: number = 5 * TURN;
/** Most bytes that may wait for a peer before nothing more is read from it; of all peers together, see below. */
export const UNREAD_LIMIT: number = 4 * 1024 * 1024;
/** While more than this waits for all peers together, each has only the modest limit. */
export const UNREAD_IN_ALL: number = 128 * 1024 * 1024;
/** Most bytes of unfinished messages, of all connections together. */
export const UNFINISHED_LIMIT: number = 128 * 1024 * 1024;
/** What a connection may have when there is too much of all together. Bytes. */
export const MODEST: number = 64 * 1024;
