import { answerHandler } from '../../runtime/replies/answer-handler';

export const handler = answerHandler();
