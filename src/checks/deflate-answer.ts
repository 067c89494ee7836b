/** The parameters that permessage-deflate was offered with. */
export interface DeflateOffer {
  readonly server_max_window_bits?: number;
  readonly client_max_window_bits?: true;
}

const NAME = 'permessage-deflate';
const FLAGS: ReadonlySet<string> = new Set(['server_no_context_takeover', 'client_no_context_takeover']);
const WINDOWS: ReadonlySet<string> = new Set(['server_max_window_bits', 'client_max_window_bits']);

/**
 * What is wrong with the `Sec-WebSocket-Extensions` that answers one offer of permessage-deflate (RFC 7692 §7.1): a
 * client must fail the connection then. `undefined`: nothing, or the offer was declined (`''`).
 */
export function deflateBreach(answer: string, offered: DeflateOffer): string | undefined {
  if (answer.trim() === '') return undefined;
  const [extension = '', second] = answer.split(',').map((one) => one.trim());
  if (second !== undefined) return 'More than one extension is selected.';
  const [name = '', ...parameters] = extension.split(';').map((one) => one.trim());
  if (name.toLowerCase() !== NAME) return `The extension "${name}" is selected.`;
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const [key = '', value] = parameter
      .toLowerCase()
      .split('=')
      .map((one) => one.trim());
    if (seen.has(key)) return `The answer has ${key} twice.`;
    seen.add(key);
    const breach = parameterBreach(key, value?.replaceAll('"', ''), offered);
    if (breach !== undefined) return breach;
  }
  return offered.server_max_window_bits !== undefined && !seen.has('server_max_window_bits')
    ? `The window of ${offered.server_max_window_bits} bits that was asked for is not agreed to.`
    : undefined;
}

function parameterBreach(key: string, value: string | undefined, offered: DeflateOffer): string | undefined {
  if (FLAGS.has(key)) return value === undefined ? undefined : `The answer gives ${key} a value, ${value}.`;
  if (!WINDOWS.has(key)) return `The answer has ${key}, which permessage-deflate does not know.`;
  if (key === 'client_max_window_bits' && offered.client_max_window_bits === undefined)
    return 'The answer has client_max_window_bits, which was not offered.';
  if (value === undefined || !/^(?:[89]|1[0-5])$/.test(value))
    return `The answer has ${key} ${value === undefined ? 'without a value' : `of ${value}`}; 8 to 15 may stand there.`;
  const most = key === 'server_max_window_bits' ? offered.server_max_window_bits : undefined;
  return most !== undefined && Number(value) > most
    ? `The window of ${most} bits that was asked for is not agreed to.`
    : undefined;
}
