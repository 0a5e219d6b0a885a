import { remedyHandler } from 'amends/runtime';
import { trainDelayed } from './train-delayed';

export const handler = remedyHandler(trainDelayed);
