/** What a customer answers who is asked whether it was made right. `unclear`: they wrote, and a person reads it. */
export const feedbackSaid = ['yes', 'no', 'unclear'] as const;

export type FeedbackSaid = (typeof feedbackSaid)[number];
