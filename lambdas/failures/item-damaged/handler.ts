import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { itemDamaged } from './item-damaged';

export const handler = remedyHandler(itemDamaged);
