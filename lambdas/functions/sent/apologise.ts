import { catalog } from '../../failures/catalog';
import { apologyHandler } from '../../runtime/handlers/apology-handler';
import { keepingMails } from '../../runtime/sent/keeping-wiring';

export const handler = apologyHandler(catalog, keepingMails());
