import { answerHandler } from '../runtime/handlers/partner-response-handler';

export const handler = answerHandler();
