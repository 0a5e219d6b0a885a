import type { Sentence } from '../../lambdas/failures/definition/sentence';
import type { FeedRefusal } from '../../lambdas/feed/feed-contract';
import { reportWords } from '../../lambdas/reports/report-words';

/** The status of an answer that refuses. */
export function statusOf(refusal: FeedRefusal): 404 | 410 {
  return refusal === 'link-expired' ? 410 : 404;
}

export function whyOf(refusal: FeedRefusal): Sentence {
  const { say } = reportWords;
  return refusal === 'link-expired' ? say.linkExpired() : say.linkInvalid();
}
