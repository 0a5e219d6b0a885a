import { outcomeSubject, partSentences, say as shared, type GivenPart, type MailContent } from 'amends/failures';
import { delayMinutes, type TrainDelay } from './contract';
import { trainDelayedWords } from './words';

const { say } = trainDelayedWords;

export function apologiseForTrainDelayed(failure: TrainDelay, given: readonly GivenPart[]): MailContent {
  const { customer, train } = failure;
  const late = delayMinutes(failure) * 60;
  return {
    subject: [...outcomeSubject(given), say.sorry({ late })],
    preview: [say.preview(), shared.nothingToDo()],
    paragraphs: [
      [say.happened({ service: train.service, late }), say.fault()],
      [...partSentences(given, customer.timeZone), say.noForm(), shared.nothingToDo()],
    ],
  };
}
