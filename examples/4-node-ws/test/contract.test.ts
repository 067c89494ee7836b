import { describeContract } from 'countersign/vitest';

describeContract('asyncapi.yaml', { start: 'PORT={port} node server.js' });
