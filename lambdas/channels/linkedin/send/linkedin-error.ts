import type { NetworkReply } from '../../port/ask-network';

/**
 * What a status of LinkedIn means for an answer:
 * https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling. Its words are not kept.
 */
export function outcomeOfLinkedinStatus(status: number): NetworkReply {
  const why = `LinkedIn answered ${status}`;
  switch (status) {
    case 401:
      return { state: 'later', why: `${why}: the token is not valid any more`, isTokenOver: true };
    case 403:
      return { state: 'later', why: `${why}: a permission, or a role of whoever gave the token, is missing` };
    case 426:
      return { state: 'later', why: `${why}: this version of the API is over` };
    case 429:
      return { state: 'later', why: `${why}: the limit of the day is reached` };
    case 404:
      return { state: 'refused', reason: 'gone', why };
    case 413:
      return { state: 'refused', reason: 'too-long', why };
    case 400:
    case 405:
    case 409:
    case 422:
      return { state: 'refused', reason: 'rejected', why };
    default:
      // A server that broke may have done it before.
      return { state: 'unknown', why: `${why}, which says nothing of the answer` };
  }
}
