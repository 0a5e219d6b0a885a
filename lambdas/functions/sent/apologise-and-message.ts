import { catalog } from '../../failures/catalog';
import { apologyHandler } from '../../runtime/handlers/apology-handler';
import { wireMailsAndMessages } from '../../runtime/messages/message-wiring';
import { keepingMails } from '../../runtime/sent/keeping-wiring';

export const handler = apologyHandler(catalog, keepingMails(wireMailsAndMessages));
