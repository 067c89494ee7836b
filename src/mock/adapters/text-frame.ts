/** The text frame that was made last: a stream to many connections is encoded once. */
let lastText: string | undefined;
let lastFrame: Buffer = Buffer.alloc(0);

/**
 * A whole text message as one unmasked frame (RFC 6455 §5.2), for as many sockets as want it; whoever gets it must not
 * change it. `ws` would make two buffers of each message, and a system call for a list of them costs more than for one.
 */
export function textFrame(text: string): Buffer {
  if (text === lastText) return lastFrame;
  lastFrame = encode(text);
  lastText = text;
  return lastFrame;
}

/** To be called when the event loop turns: what was sent long ago is not kept. */
export function forgetTextFrame(): void {
  lastText = undefined;
  lastFrame = Buffer.alloc(0);
}

const FIN_TEXT = 0x81;

function encode(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FIN_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUIntBE(0, 2, 4);
    frame.writeUInt32BE(length, 6);
  }
  frame.write(text, head);
  return frame;
}
