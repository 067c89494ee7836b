import { memoryAdapter } from './adapters/memory.ts';
import { holdToConformance } from './hold.ts';

holdToConformance(memoryAdapter);
