import { catalog } from '../../failures/catalog';
import { apologyHandler } from '../../runtime/handlers/apology-handler';
import { wireMailsAndMessages } from '../../runtime/messages/message-wiring';

export const handler = apologyHandler(catalog, wireMailsAndMessages);
