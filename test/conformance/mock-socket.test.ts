import { mockSocketAdapter } from './adapters/mock-socket.ts';
import { holdToConformance } from './hold.ts';

holdToConformance(mockSocketAdapter);
