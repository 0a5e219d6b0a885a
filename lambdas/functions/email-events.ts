import { deliveryHandler } from '../runtime/delivery-handler';

export const handler = deliveryHandler();
