import type { Service } from './good-client-process.ts';
import type { Measurement } from './victim-process.ts';

/** Longest that the event loop may do nothing else, ms. */
export const BLOCKED_LIMIT = 100;
/** Within this the good client gets 99 of 100 answers, ms; beside what the machine stops it or the mock. */
export const SERVED_LIMIT = 500;
/** What may be more after the attacks than after the warm-up, bytes: caches that fill once, and the allocator's holes. */
export const HEAP_LIMIT: number = 8 << 20;
export const RSS_LIMIT: number = 96 << 20;

export interface Evidence {
  /** After the warm-up, when everybody has left. */
  readonly before: Measurement;
  readonly during: Measurement;
  /** When everybody has left again. */
  readonly after: Measurement;
  readonly service: Service;
  readonly death: string | undefined;
}

/** What is broken, one sentence each. */
export function judge({ before, during, after, service, death }: Evidence): readonly string[] {
  const blocked = Math.max(during.blocked, after.blocked);
  const stopped = service.late + Math.max(0, during.late - during.blocked);
  const served = percentile(service.times, 0.99);
  return [
    ...(death === undefined ? [] : [death]),
    ...new Set([...during.mistakes, ...after.mistakes]),
    ...service.failures.slice(0, 3).map((failure) => `The good client was not served: ${failure}.`),
    ...(blocked > BLOCKED_LIMIT ? [`The event loop was blocked for ${Math.round(blocked)} ms.`] : []),
    ...(served > SERVED_LIMIT + stopped
      ? [`One in 100 answers to the good client took ${Math.round(served)} ms.`]
      : []),
    ...(service.doors > 0 && service.times.length < 10 ? ['The good client was hardly served.'] : []),
    ...grown('heap', before.heap + before.external, after.heap + after.external, HEAP_LIMIT),
    ...grown('resident memory', before.rss, after.rss, RSS_LIMIT),
    ...(after.sockets > before.sockets ? [`${after.sockets - before.sockets} sockets stayed.`] : []),
    ...(after.timers > before.timers ? [`${after.timers - before.timers} timers stayed.`] : []),
    ...(after.connections > 0 ? [`${after.connections} connections stayed.`] : []),
  ];
}

function grown(what: string, before: number, after: number, limit: number): readonly string[] {
  return after - before > limit ? [`The ${what} grew from ${mib(before)} to ${mib(after)} MiB.`] : [];
}

export function mib(bytes: number): string {
  return (bytes / (1 << 20)).toFixed(1);
}

/** @param part 0 to 1. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
