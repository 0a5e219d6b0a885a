import { setTimeout as pause } from 'node:timers/promises';
import type { PaceMachine } from '../model/guards/adaptive-pace';

/** The time and the chance of the machine. */
export const realTime: PaceMachine = { clock: () => new Date(), random: Math.random, pause };
