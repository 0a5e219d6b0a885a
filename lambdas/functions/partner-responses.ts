import { partnerResponseHandler } from '../runtime/handlers/partner-response-handler';

export const handler = partnerResponseHandler();
