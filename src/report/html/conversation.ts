import {
  formatDuration,
  formatFrame,
  formatHandshakeRequest,
  formatOutcome,
} from '../../transcript/format.ts';
import type { Transcript } from '../../transcript/transcript.ts';

/** More frames of one connection make no page that can be read. */
const FRAMES = 60;

/** What went over the wire, line by line: each HTTP answer, then each connection. */
export function conversationText({ connections, answers }: Transcript): string {
  const requests = Object.values(answers).map(({ request, outcome }) => {
    const came =
      outcome.kind === 'answered' ? `${outcome.status}\n${outcome.body}`.trim() : `none: ${outcome.message}`;
    return `${request.method} ${request.url}\n${came}`;
  });
  const several = Object.keys(connections).length > 1;
  const sockets = Object.entries(connections).map(([name, { handshake, frames, close, unrecorded }]) =>
    [
      ...(several ? [`connection ${name}`] : []),
      formatHandshakeRequest(handshake),
      formatOutcome(handshake.outcome),
      ...frames
        .slice(0, FRAMES)
        .map((frame) => `${formatDuration(frame.at).padStart(7)} ${formatFrame(frame)}`),
      ...more(frames.length - FRAMES + (unrecorded?.frames ?? 0), frames.length > FRAMES),
      ...(close === undefined ? [] : [`closed by the ${close.by}: ${close.code} ${close.reason}`.trim()]),
    ].join('\n'),
  );
  return [...requests, ...sockets].join('\n\n');
}

function more(count: number, cut: boolean): readonly string[] {
  return cut ? [`… and ${count} more frames`] : [];
}
