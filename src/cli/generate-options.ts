/** Of `countersign generate`. */
export const GENERATE_OPTIONS = {
  output: {
    type: 'string',
    short: 'o',
    placeholder: 'file',
    example: 'test/contract.test.ts',
    group: 'Output',
    help: 'Where to write it. A folder (with a / behind it): one file for each endpoint, for --shard. Default: standard output.',
  },
  check: {
    type: 'boolean',
    group: 'Output',
    help: 'Write nothing; exit with 1 where the file is not what would be written.',
  },
  target: {
    type: 'string',
    short: 't',
    placeholder: 'url',
    example: 'ws://127.0.0.1:8000',
    group: 'Output',
    help: 'Where the backend is, unless the environment variable TARGET says it. Default: the first server of the document.',
  },
} as const;
