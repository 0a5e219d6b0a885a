import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { parcelLost } from './parcel-lost';

export const handler = remedyHandler(parcelLost);
