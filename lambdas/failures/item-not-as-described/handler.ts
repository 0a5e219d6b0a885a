import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { itemNotAsDescribed } from './item-not-as-described';

export const handler = remedyHandler(itemNotAsDescribed);
