import type { EndpointId } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { KeptFrame, PlainFrame } from './plain-frame.ts';

/** Plain frames at their places in a ring: no object is made of one until it is read. */
export interface FrameColumns {
  /** In the place of what stands there. */
  put(
    place: number,
    at: PlainFrame['at'],
    from: PlainFrame['from'],
    connection: PlainFrame['connection'],
    endpoint: PlainFrame['endpoint'],
    message: PlainFrame['message'],
    kind: PlainFrame['kind'],
    data: string,
    length: number,
  ): void;
  /** `undefined`: none has ever stood there. */
  read(place: number): KeptFrame | undefined;
  /** Characters that are kept there; 0 where they were forgotten. */
  characters(place: number): number;
  /** Lets the text go. */
  forget(place: number): void;
  clear(): void;
}

/** Places in one piece of the ring: they are made when a frame comes there, and most mocks see few. */
const PIECE_BITS = 9;
const PIECE: number = 2 ** PIECE_BITS;

/**
 * Columns, and not an object for each place: places are written one after the other, and the next one's numbers are at
 * hand already. An object, its time and the text that it still holds would be three waits for memory, for each frame.
 */
interface Piece {
  readonly at: Float64Array;
  readonly connection: Float64Array;
  /** Before and after the text was cut. */
  readonly length: Float64Array;
  readonly kept: Float64Array;
  /** 1: from the server; 2: binary. */
  readonly flags: Uint8Array;
  readonly endpoint: (EndpointId | undefined)[];
  readonly message: (MessageId | undefined)[];
  readonly data: string[];
}

const SERVER = 1;
const BINARY = 2;

export function createFrameColumns(): FrameColumns {
  let pieces: (Piece | undefined)[] = [];

  function pieceFor(place: number): Piece {
    const number = place >>> PIECE_BITS;
    const known = pieces[number];
    if (known !== undefined) return known;
    while (pieces.length <= number) pieces.push(undefined);
    const made = createPiece();
    pieces[number] = made;
    return made;
  }

  return {
    put(place, at, from, connection, endpoint, message, kind, data, length) {
      const piece = pieceFor(place);
      const row = place & (PIECE - 1);
      piece.at[row] = at;
      piece.connection[row] = connection;
      piece.length[row] = length;
      piece.kept[row] = data.length;
      piece.flags[row] = (from === 'server' ? SERVER : 0) | (kind === 'binary' ? BINARY : 0);
      piece.endpoint[row] = endpoint;
      piece.message[row] = message;
      piece.data[row] = data;
    },
    read(place) {
      const piece = pieces[place >>> PIECE_BITS];
      const row = place & (PIECE - 1);
      const endpoint = piece?.endpoint[row];
      if (piece === undefined || endpoint === undefined) return undefined;
      const flags = piece.flags[row] ?? 0;
      return {
        at: piece.at[row] ?? 0,
        from: (flags & SERVER) === 0 ? 'client' : 'server',
        connection: piece.connection[row] ?? 0,
        endpoint,
        message: piece.message[row],
        kind: (flags & BINARY) === 0 ? 'text' : 'binary',
        data: piece.data[row] ?? '',
        length: piece.length[row] ?? 0,
      };
    },
    characters: (place) => pieces[place >>> PIECE_BITS]?.kept[place & (PIECE - 1)] ?? 0,
    forget(place) {
      const piece = pieces[place >>> PIECE_BITS];
      if (piece === undefined) return;
      piece.data[place & (PIECE - 1)] = '';
      piece.kept[place & (PIECE - 1)] = 0;
    },
    clear() {
      pieces = [];
    },
  };
}

function createPiece(): Piece {
  return {
    at: new Float64Array(PIECE),
    connection: new Float64Array(PIECE),
    length: new Float64Array(PIECE),
    kept: new Float64Array(PIECE),
    flags: new Uint8Array(PIECE),
    endpoint: new Array<EndpointId | undefined>(PIECE).fill(undefined),
    message: new Array<MessageId | undefined>(PIECE).fill(undefined),
    data: new Array<string>(PIECE).fill(''),
  };
}
