// Runs in every page before its own scripts: writes down what its WebSockets, requests, console and errors do.
{
  const seen = [];
  window.seen = seen;
  window.seenTimes = (kind) => seen.filter(([one]) => one === kind).length;
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener('open', () => seen.push(['open', new URL(url).pathname]));
      this.addEventListener('message', ({ data }) => seen.push(['message', parsed(data)]));
      this.addEventListener('error', () => seen.push(['error']));
      this.addEventListener('close', ({ code, reason, wasClean }) =>
        seen.push(['close', code, reason, wasClean]),
      );
    }
  };
  const nativeFetch = window.fetch;
  window.fetch = async (url, options) => {
    const what = `${options?.method ?? 'GET'} ${new URL(url).pathname}`;
    try {
      const response = await nativeFetch(url, options);
      seen.push(['fetch', what, response.status]);
      return response;
    } catch (error) {
      seen.push(['fetch', what, 'failed']);
      throw error;
    }
  };
  for (const level of ['log', 'error']) {
    console[level] = (...values) => {
      seen.push(['console', ...values.map((value) => (value instanceof Event ? value.type : value))]);
    };
  }
  window.addEventListener('error', ({ error }) => seen.push(['thrown', error?.name]));
}
