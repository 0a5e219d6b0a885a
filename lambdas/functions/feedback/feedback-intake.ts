import { feedbackHandler } from '../../runtime/feedback/feedback-handler';

export const handler = feedbackHandler();
