import { remedyHandler } from '../../runtime/remedy-handler';
import { deliveryLate } from './delivery-late';

export const handler = remedyHandler(deliveryLate);
