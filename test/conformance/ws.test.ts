import { wsAdapter } from './adapters/ws.ts';
import { holdToConformance } from './hold.ts';

holdToConformance(wsAdapter);
