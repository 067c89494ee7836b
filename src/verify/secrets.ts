import type { Finding } from '../result/result.ts';
import { createRedactor } from '../transcript/redact.ts';

/** The credentials of a run, as they become known; nothing that is shown may hold one. */
export interface Secrets {
  add(value: string): void;
  redact(text: string): string;
  redactFinding(finding: Finding): Finding;
}

const TEXTS = ['message', 'sent', 'expected', 'received', 'rule'] as const;

export function createSecrets(): Secrets {
  const values = new Set<string>();
  let redactor = createRedactor([]);
  return {
    add(value) {
      if (values.has(value)) return;
      values.add(value);
      redactor = createRedactor([...values]);
    },
    redact: (text) => redactor(text),
    redactFinding(finding) {
      const shown: { -readonly [Key in keyof Finding]: Finding[Key] } = { ...finding };
      for (const key of TEXTS) {
        const text = finding[key];
        if (text !== undefined) shown[key] = redactor(text);
      }
      return shown;
    },
  };
}
