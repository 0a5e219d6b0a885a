import { remedyHandler } from '../../runtime/remedy-handler';
import { itemNotAsDescribed } from './item-not-as-described';

export const handler = remedyHandler(itemNotAsDescribed);
