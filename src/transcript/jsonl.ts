import type { AnswerRecord, ConnectionRecord, FrameRecord, StepRecord, Transcript } from './transcript.ts';

/** One line of a transcript in JSONL. */
type Line =
  | {
      readonly type: 'transcript';
      readonly format: 1;
      readonly ended: Transcript['ended'];
      readonly duration: number;
    }
  | ({ readonly type: 'step' } & StepRecord)
  | ({ readonly type: 'connection'; readonly name: string } & Omit<ConnectionRecord, 'frames' | 'close'>)
  | ({ readonly type: 'frame'; readonly on: string } & FrameRecord)
  | { readonly type: 'close'; readonly on: string; readonly close: NonNullable<ConnectionRecord['close']> }
  | ({ readonly type: 'answer'; readonly as: string } & AnswerRecord);

/**
 * A transcript as JSON Lines: how it ended, the steps, the connections, then the frames of all of them in
 * the order of their time, the closes and the HTTP answers. Every line ends in a newline.
 */
export function transcriptToJsonl(transcript: Transcript): string {
  const { ended, duration } = transcript;
  const lines: Line[] = [{ type: 'transcript', format: 1, ended, duration }];
  for (const step of transcript.steps) lines.push({ type: 'step', ...step });
  for (const [name, { frames: _, close: __, ...connection }] of Object.entries(transcript.connections))
    lines.push({ type: 'connection', name, ...connection });
  lines.push(...framesInTime(transcript));
  for (const [on, { close }] of Object.entries(transcript.connections))
    if (close !== undefined) lines.push({ type: 'close', on, close });
  for (const [as, answer] of Object.entries(transcript.answers))
    lines.push({ type: 'answer', as, ...answer });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Reads what `transcriptToJsonl` wrote. Blank lines are skipped.
 * @throws SyntaxError naming the line, where it is not such a text.
 */
export function transcriptFromJsonl(text: string): Transcript {
  let head: Extract<Line, { type: 'transcript' }> | undefined;
  const steps: StepRecord[] = [];
  const connections = new Map<string, ConnectionRecord & { frames: FrameRecord[] }>();
  const answers = new Map<string, AnswerRecord>();

  for (const [index, source] of text.split('\n').entries()) {
    if (source.trim() === '') continue;
    const at = `Line ${index + 1} of the transcript`;
    const line = parseLine(source, at);
    if (head === undefined && line.type !== 'transcript')
      throw new SyntaxError(`${at} comes before the line of type "transcript".`);
    switch (line.type) {
      case 'transcript':
        head = line;
        break;
      case 'step': {
        const { type: _, ...step } = line;
        steps.push(step);
        break;
      }
      case 'connection': {
        const { type: _, name, ...connection } = line;
        connections.set(name, { ...connection, frames: [] });
        break;
      }
      case 'frame': {
        const { type: _, on, ...frame } = line;
        const connection = connections.get(on);
        if (connection === undefined) throw new SyntaxError(`${at} names an unknown connection "${on}".`);
        connection.frames.push(frame);
        break;
      }
      case 'close': {
        const connection = connections.get(line.on);
        if (connection === undefined)
          throw new SyntaxError(`${at} names an unknown connection "${line.on}".`);
        connections.set(line.on, { ...connection, close: line.close });
        break;
      }
      case 'answer': {
        const { type: _, as, ...answer } = line;
        answers.set(as, answer);
        break;
      }
      default:
        throw new SyntaxError(`${at} has no known "type".`);
    }
  }
  if (head === undefined) throw new SyntaxError('The transcript is empty.');
  const { ended, duration } = head;
  return {
    connections: Object.fromEntries(connections),
    answers: Object.fromEntries(answers),
    ended,
    steps,
    duration,
  };
}

function parseLine(source: string, at: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new SyntaxError(`${at} is not JSON.`);
  }
  if (typeof value !== 'object' || value === null || !('type' in value))
    throw new SyntaxError(`${at} has no known "type".`);
  return value as Line;
}

/** Frames of all connections, merged by time; each connection keeps its own order. */
function framesInTime(transcript: Transcript): Line[] {
  const queues = Object.entries(transcript.connections).map(([on, { frames }]) => ({ on, frames, next: 0 }));
  const lines: Line[] = [];
  for (;;) {
    let earliest: (typeof queues)[number] | undefined;
    for (const queue of queues) {
      const frame = queue.frames[queue.next];
      const best = earliest?.frames[earliest.next];
      if (frame !== undefined && (best === undefined || frame.at < best.at)) earliest = queue;
    }
    const frame = earliest?.frames[earliest.next];
    if (earliest === undefined || frame === undefined) return lines;
    earliest.next += 1;
    lines.push({ type: 'frame', on: earliest.on, ...frame });
  }
}
