/** An error of the API, with the status that its reference gives it. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  constructor(
    readonly type: ConnectErrorType,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return statuses[this.type];
  }
}

const statuses = {
  InvalidParameterException: 400,
  InvalidRequestException: 400,
  ServiceQuotaExceededException: 402,
  DestinationNotAllowedException: 403,
  OutboundContactNotPermittedException: 403,
  ResourceNotFoundException: 404,
  ContactNotFoundException: 410,
  LimitExceededException: 429,
  ThrottlingException: 429,
  InternalServiceException: 500,
} as const;

export type ConnectErrorType = keyof typeof statuses;

export function refuse(type: ConnectErrorType, message: string): never {
  throw new ConnectError(type, message);
}
