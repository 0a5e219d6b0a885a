import { feedbackSchema } from '../../../lib/app/given/afterwards/feedback-given';
import { checkedStage, StageConfigError } from '../../../lib/app/stage-config';

const stage = {
  stage: 'prod',
  sender: 'care@films.test',
  senderName: 'Films Ltd',
  replyTo: 'help@films.test',
  signatory: 'Zoë Park',
  replies: { domain: 'replies.films.test' },
};

it.each([
  ['true', true],
  ['{"daysAfterArrival":0}', { daysAfterArrival: 0 }],
  [{ linkSecretName: 'films/links', daysAfterArrival: 30 }, undefined],
])('a stage asks customers by %j', (feedback, read) => {
  expect(feedbackSchema.safeParse(feedback).data).toEqual(read ?? feedback);
  expect(checkedStage({ ...stage, feedback }, 'This stage')).toMatchObject({ feedback: read ?? feedback });
});

it.each([[{ daysAfterArrival: 31 }], [{ daysAfterArrival: 1.5 }], ['sometimes']])(
  '%j is refused, with what it may be',
  (feedback) => {
    expect(() => checkedStage({ ...stage, feedback }, 'This stage')).toThrow('daysAfterArrival, linkSecretName');
  },
);

it('nobody is asked where no person could answer', () => {
  const alone = (): unknown => checkedStage({ ...stage, replies: undefined, feedback: true }, 'This stage');
  expect(alone).toThrow(StageConfigError);
  expect(alone).toThrow('so name where customers answer with "replies"');
});
