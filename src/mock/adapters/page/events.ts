/** WHATWG HTML, CloseEvent. Node 20 has no such class; what a listener reads is there all the same. */
export function closeEvent(code: number, reason: string, wasClean: boolean): Event {
  return withFields(new Event('close'), { code, reason, wasClean });
}

export function messageEvent(data: unknown, origin: string): Event {
  return withFields(new Event('message'), { data, origin, lastEventId: '' });
}

function withFields(event: Event, fields: Readonly<Record<string, unknown>>): Event {
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(event, name, { value, enumerable: true });
  return event;
}
