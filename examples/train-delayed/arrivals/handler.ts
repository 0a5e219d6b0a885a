import { detectorHandler } from 'amends/runtime';
import { arrivals } from './arrivals';

export const handler = detectorHandler(arrivals);
