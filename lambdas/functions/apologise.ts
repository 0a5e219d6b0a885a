import { catalog } from '../failures/catalog';
import { apologyHandler } from '../runtime/handlers/apology-handler';

export const handler = apologyHandler(catalog);
