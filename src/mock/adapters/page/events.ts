/** WHATWG HTML, CloseEvent. Node 20 has no such class; what a listener reads is there all the same. */
export function closeEvent(code: number, reason: string, wasClean: boolean): Event {
  const event = new Event('close');
  for (const [name, value] of Object.entries({ code, reason, wasClean }))
    Object.defineProperty(event, name, { value, enumerable: true });
  return event;
}
