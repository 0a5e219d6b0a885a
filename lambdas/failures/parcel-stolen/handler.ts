import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { parcelStolen } from './parcel-stolen';

export const handler = remedyHandler(parcelStolen);
