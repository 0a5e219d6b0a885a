import { entitledTo, otherMethods, paymentMethods } from '../../model/remedy';
import { failureCauses } from '../../model/judging/failure-causes';
import { sentencesOf, type SentenceKinds } from '../definition/sentence';

const to = entitledTo;
const how = ['phone', 'writing'] as const;

/** The sentences that mails of several failure types have, with the facts in them. */
export const sharedKinds = {
  // Around every mail.
  greeting: { name: 'text' },
  greetingWithoutName: {},
  order: { reference: 'text', orderId: 'text', bought: 'day' },
  invitation: {},

  // What a subject begins with.
  subjectRefunded: { back: 'money' },
  subjectCancelled: { amount: 'money' },
  subjectCredited: { credit: 'money' },
  subjectReplaced: { count: 'count' },
  subjectRestored: { to },
  subjectExtended: { to, period: 'period' },
  subjectGranted: { to, count: 'count' },

  // What was given.
  refunded: { back: 'money' },
  refundedTo: { back: 'money', to: paymentMethods },
  shareOfTime: { lost: 'length', of: 'length' },
  leastOfTime: { lost: 'length', of: 'length' },
  shareOfFilms: { films: 'count' },
  leastOfFilms: { films: 'count' },
  arrivesWithin: { days: 'count' },
  arrivesBetween: { from: 'count', until: 'count' },
  takesWithin: { days: 'count' },
  takesBetween: { from: 'count', until: 'count' },
  onStatement: {},
  onStatementNamed: { name: 'text' },
  onStatementTo: { to: otherMethods },
  onStatementToNamed: { to: ['bank', 'paypal', 'wallet'], name: 'text' },
  cancelled: { amount: 'money' },
  pendingLine: {},
  credited: { credit: 'money' },
  creditStays: {},
  creditUntil: { until: 'day' },
  replaced: { count: 'count', sent: ['express', 'standard'] },
  replacedBy: { count: 'count', sent: ['express', 'standard'], arrives: 'day' },
  arrivesOn: { arrives: 'day' },
  carried: { count: 'count', carrier: 'text', trackingId: 'text' },
  giftWrapped: { count: 'count' },
  replacedFree: { count: 'count' },
  returnAsYouLike: { count: 'count' },
  returnWithin: { count: 'count', days: 'count' },
  restored: { to },
  restoredUntil: { to, until: 'day' },
  extended: { to, period: 'period' },
  extendedUntil: { to, until: 'day' },
  granted: { to, count: 'count' },
  grantedUntil: { to, count: 'count', until: 'day' },
  callingBy: { by: 'moment' },
  writingBy: { by: 'moment' },

  // What could not be given, before what is given in its place.
  couldNotReplace: {},
  couldNotRestore: { to },
  couldNotExtend: { to },
  couldNotGrant: { to, count: 'count' },
  couldNotCancel: {},
  couldNotAsMeant: {},

  // A missing parcel.
  notAgain: { what: ['all', 'some'], why: ['stock', 'time'] },
  toAddress: { count: 'count' },
  turnsUp: { count: 'count' },

  // How a mail ends.
  hearFromUs: {},
  nothingToDo: {},

  // What was seen on a page before the mail left.
  receiptSubject: {},
  receipt: {},

  // What was announced and did not come.
  correctedMoneySubject: { back: 'money' },
  correctedReplacementSubject: {},
  correctedInKindSubject: { to },
  correctedSubject: {},
  correctedPreview: {},
  correctedMoney: { back: 'money' },
  correctedReplacement: {},
  correctedRestored: { to },
  correctedExtended: { to },
  correctedGranted: { to, count: 'count' },
  becauseOfAccount: {},
  becauseOfUs: {},
  correctedNext: {},
  correctedSorry: {},

  // A call that did not come.
  missedCallSubject: { how },
  notReachedSubject: { how },
  missedCallPreview: {},
  missedCall: { how, by: 'moment' },
  notReached: { how, by: 'moment' },
  missedCallNext: {},

  // A call that somebody accepted after the apology had left.
  callTakenSubject: { how, by: 'moment' },
  callTakenPreview: {},
  callTaken: {},
  callTakenNext: {},

  // What was given another way.
  resolvedSubject: {},
  resolvedPreview: {},
  resolved: {},
  resolvedThanks: {},

  // What a person has decided and written.
  refusalSubject: {},
  refusalPreview: {},
  refusedAfterWait: {},
  refusedAnswer: {},
  otherLanguage: { language: 'language' },

  // What was behind it.
  cause: { what: failureCauses },

  // That it is not the first time.
  again: { count: 'count', days: 'count' },

  // What takes longer.
  waitingSubject: {},
  waitingSeen: { seen: ['detected', 'reported'] },
  waitingPerson: {},
  waitingUntil: { until: 'day' },
  waitingSellerSubject: {},
  waitingSeller: { until: 'day' },
  waitingSellerNext: {},
  waitingRefundSubject: { back: 'money' },
  waitingRefund: { back: 'money' },
  waitingReplacement: {},
  waitingRestSubject: {},
  waitingRest: {},
  waitingRestNext: {},
  delaySubject: {},
  delay: {},
  delaySorry: {},
  delayNext: {},

  // The wait for the seller is over.
  waitOverSubject: {},
  waitOverSilent: {},
  waitOverAnswered: {},
  waitOverPerson: {},
  waitOverRefused: {},

  // What should have arrived by now.
  refundThereSubject: { back: 'money' },
  refundTherePreview: {},
  refundThere: { back: 'money', day: 'day' },
  refundThereWhere: {},
  followUpNothing: {},
  refundThereIfNot: {},
  replacementThereSubject: { count: 'count' },
  replacementTherePreview: {},
  replacementThere: { count: 'count', arrives: 'day' },
  replacementThereIfNot: {},

  // What was behind it is mended.
  mendedSubject: {},
  mendedPreview: {},
  mended: { day: 'day' },
  mendedSince: { since: 'day' },
  mendedWhy: {},

  // What was given in part, and then wholly.
  partialSubject: {},
  partialRest: {},
  completedSubject: {},
  completedPreview: {},
  completed: {},

  // Whether it was made right.
  feedbackPreview: {},
  feedbackWrote: {},
  feedbackArrived: {},
  feedbackQuestion: {},
  feedbackAnswer: {},
  feedbackPage: {},

  // What is said in a message of a few words, around what was given.
  messageSorry: { company: 'text' },
  messageReference: { reference: 'text' },
  messageInvitation: {},
  messageStop: {},
} as const satisfies SentenceKinds;

/** Makes the sentences that several failure types have. */
export const say = sentencesOf('all', sharedKinds);
