/** Of `countersign init`. */
export const INIT_OPTIONS = {
  yes: {
    type: 'boolean',
    short: 'y',
    group: 'Questions',
    help: 'Ask nothing: take what was found. So it is too where there is no terminal.',
  },
  document: {
    type: 'string',
    placeholder: 'file',
    example: 'docs/asyncapi.yaml',
    group: 'Questions',
    help: 'The AsyncAPI document, where there are several or it has an odd place.',
  },
  start: {
    type: 'string',
    placeholder: 'command',
    example: '"uvicorn app:app --port {port}"',
    group: 'Questions',
    help: 'How the backend is started; {port} becomes a free port.',
  },
  'dry-run': {
    type: 'boolean',
    group: 'Output',
    help: 'Show what would be written, and write nothing.',
  },
} as const;
