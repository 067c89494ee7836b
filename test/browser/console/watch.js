// What a page does that its user would feel, or that its policy forbids.
globalThis.watched = { longTasks: [], forbidden: [], errors: [] };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
}).observe({ type: 'longtask', buffered: true });
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  watched.forbidden.push(`${violatedDirective} ${blockedURI}`);
});
addEventListener('error', ({ message }) => watched.errors.push(message));
addEventListener('unhandledrejection', ({ reason }) => watched.errors.push(String(reason)));
