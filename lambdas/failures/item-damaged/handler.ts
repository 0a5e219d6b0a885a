import { remedyHandler } from '../../runtime/remedy-handler';
import { itemDamaged } from './item-damaged';

export const handler = remedyHandler(itemDamaged);
