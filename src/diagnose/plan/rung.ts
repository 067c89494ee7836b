import type { Facts } from '../facts.ts';
import type { Probe } from '../probe.ts';

/** Questions worth asking as things stand, the most telling first. Those that were asked are left out by the caller. */
export type RungOfPlan = (facts: Facts) => readonly Probe[];
