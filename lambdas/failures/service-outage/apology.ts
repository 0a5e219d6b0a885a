import type { MailContent, Sentence } from '../definition/sentence';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { OutageFailure } from './contract';
import { outageWords } from './words';

const { say } = outageWords;

export function apologiseForServiceOutage(failure: OutageFailure, given: readonly GivenPart[]): MailContent {
  const { sorry, happened } = whatFailed(failure);
  return {
    subject: [...outcomeSubject(given), sorry],
    preview: [say.preview(), shared.nothingToDo()],
    paragraphs: [
      [happened, say.fault()],
      [shared.nothingToDo(), ...partSentences(given, failure.customer.timeZone)],
    ],
  };
}

function whatFailed({ outage }: OutageFailure): { readonly sorry: Sentence; readonly happened: Sentence } {
  const { kind, startedAt: day, endedAt } = outage;
  const lasted = (Date.parse(endedAt) - Date.parse(day)) / 1000;
  switch (kind) {
    case 'downtime':
      return { sorry: say.sorryDowntime(), happened: say.downtime({ day, lasted }) };
    case 'repair':
      return { sorry: say.sorryRepair(), happened: say.repair({ day, lasted }) };
    case 'late-start':
      return { sorry: say.sorryLateStart(), happened: say.lateStart({ day, lasted }) };
    case 'missed-appointment':
      return { sorry: say.sorryMissedAppointment(), happened: say.missedAppointment({ day }) };
    default:
      return unreachable(kind);
  }
}
