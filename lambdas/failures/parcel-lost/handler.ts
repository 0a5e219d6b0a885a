import { remedyHandler } from '../../runtime/remedy-handler';
import { parcelLost } from './parcel-lost';

export const handler = remedyHandler(parcelLost);
