import { accountsComeBack } from './accounts-come-back';
import { answersAreTrue } from './answers-are-true';
import { commitmentFirst } from './commitment-first';
import { customerReadsWhatIsTrue } from './customer-reads-what-is-true';
import { erasedStaysErased } from './erased-stays-erased';
import { failedMeansFailed } from './failed-means-failed';
import { fixedRemedyId } from './fixed-remedy-id';
import { followUpsKeepQuiet } from './follow-ups-keep-quiet';
import { giverHasABudget } from './giver-has-a-budget';
import { heldWords } from './held-words';
import type { Invariant } from './invariant';
import { issuedMeansSucceeded } from './issued-means-succeeded';
import { listedTransitions } from './listed-transitions';
import { madeGoodOnce } from './made-good-once';
import { mailSaysWhatIsIssued } from './mail-says-what-is-issued';
import { minorUnits } from './minor-units';
import { nobodyIsPestered } from './nobody-is-pestered';
import { noLastWord } from './no-last-word';
import { noPersonalData } from './no-personal-data';
import { nothingLost } from './nothing-lost';
import { oneOwner } from './one-owner';
import { oneLiveEffect } from './one-live-effect';
import { oneSpelling } from './one-spelling';
import { paymentIsFree } from './payment-is-free';
import { questionsMoveNothing } from './questions-move-nothing';
import { reasonsAreTrue } from './reasons-are-true';
import { reasonsOfThePayment } from './reasons-of-the-payment';
import { retriesTakeAnew } from './retries-take-anew';
import { sameKey } from './same-key';
import { sealedPromise } from './sealed-promise';
import { signedOnce } from './signed-once';
import { sourceHasALimit } from './source-has-a-limit';
import { switchesHold } from './switches-hold';
import { verdictHasAnEnd } from './verdict-has-an-end';
import { withinLimits } from './within-limits';
import { wordsOfTheVerdict } from './words-of-the-verdict';

/** Every invariant that the simulation checks, by its number. */
export const invariants: readonly Invariant[] = [
  ...[oneLiveEffect, fixedRemedyId, withinLimits, commitmentFirst, sameKey, listedTransitions, issuedMeansSucceeded],
  ...[nothingLost, mailSaysWhatIsIssued, minorUnits, noPersonalData, switchesHold, customerReadsWhatIsTrue],
  ...[paymentIsFree, answersAreTrue, reasonsAreTrue, accountsComeBack, wordsOfTheVerdict, madeGoodOnce],
  ...[heldWords, verdictHasAnEnd, retriesTakeAnew, oneOwner, oneSpelling, reasonsOfThePayment, erasedStaysErased],
  ...[sealedPromise, sourceHasALimit, giverHasABudget, signedOnce, failedMeansFailed, noLastWord, questionsMoveNothing],
  ...[followUpsKeepQuiet, nobodyIsPestered],
];

/** Those of them that hold for customers of whom somebody else than a function has written. */
export const invariantsInDoubt = invariants.filter(({ holdsInDoubt }) => holdsInDoubt);
