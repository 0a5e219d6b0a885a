import { remedyHandler } from '../../runtime/remedy-handler';
import { parcelStolen } from './parcel-stolen';

export const handler = remedyHandler(parcelStolen);
