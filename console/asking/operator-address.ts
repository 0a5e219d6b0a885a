/** Where the operator API is, and how requests to it are signed. */
export interface OperatorAddress {
  readonly url: URL;
  readonly region: string;
  /** `execute-api` for a private REST API: where the stage names a VPC endpoint. */
  readonly service: 'lambda' | 'execute-api';
}

/** What was given is no address of an operator API. */
export class OperatorAddressError extends Error {
  override readonly name = 'OperatorAddressError';
}

const functionUrl = /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/;
const restApi = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/;

/**
 * The address of an operator API.
 *
 * @param text output OperatorApiUrl of the stack
 * @param region where the URL does not contain it
 * @throws {@link OperatorAddressError}
 */
export function operatorAddress(text: string, region?: string): OperatorAddress {
  const url = urlOf(text);
  const found = (functionUrl.exec(url.hostname) ?? restApi.exec(url.hostname))?.[1] ?? region;
  if (!found) {
    throw new OperatorAddressError(
      'The URL does not contain the region of the operator API. Give it with --region or AWS_REGION.',
    );
  }
  return { url, region: found, service: restApi.test(url.hostname) ? 'execute-api' : 'lambda' };
}

function urlOf(text: string): URL {
  if (!URL.canParse(text)) {
    throw new OperatorAddressError(`${text} is not a URL. Use output OperatorApiUrl of the stack.`);
  }
  const url = new URL(text);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isLoopback) {
    throw new OperatorAddressError(`${text} has to begin with https: the responses hold personal data.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
