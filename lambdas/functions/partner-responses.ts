import { answerHandler } from '../runtime/answer-handler';

export const handler = answerHandler();
