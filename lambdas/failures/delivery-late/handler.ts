import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { deliveryLate } from './delivery-late';

export const handler = remedyHandler(deliveryLate);
