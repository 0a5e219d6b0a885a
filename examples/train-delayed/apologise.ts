import { catalog } from 'amends/failures';
import { apologyHandler } from 'amends/runtime';
import { trainDelayed } from './train-delayed/train-delayed';

export const handler = apologyHandler([...catalog, trainDelayed]);
