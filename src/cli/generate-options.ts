/** Of `countersign generate`. */
export const GENERATE_OPTIONS = {
  output: {
    type: 'string',
    short: 'o',
    placeholder: 'file',
    example: 'src/api.types.ts',
    group: 'Output',
    help: 'Where to write it: a file, or a folder (with a / behind it), where it has its usual name. Default: standard output.',
    details:
      'suite: a folder gets one file for each endpoint, for vitest --shard. handlers, msw and artillery make several files, and need it.',
  },
  check: {
    type: 'boolean',
    group: 'Output',
    help: 'Write nothing; exit with 1 where a file is not what would be written.',
  },
  validators: {
    type: 'boolean',
    group: 'Output',
    help: "msw: write validators as code, too, for a page whose content policy forbids eval (no 'unsafe-eval').",
  },
  target: {
    type: 'string',
    short: 't',
    placeholder: 'url',
    example: 'ws://127.0.0.1:8000',
    group: 'Output',
    help: 'suite, artillery: where the backend is, unless the environment variable TARGET says it. Default: the first server of the document.',
  },
} as const;
