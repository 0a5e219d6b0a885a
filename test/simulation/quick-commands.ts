/**
 * Replaces `@aws-sdk/client-dynamodb` in the simulation's bundle: each real command builds a middleware stack of its
 * own, and a sweep makes 32 commands. It has the commands that the ledger sends, and the errors that it is answered
 * with.
 */
class Command<Input> {
  constructor(readonly input: Input) {}
}

export class BatchGetItemCommand extends Command<object> {}
export class GetItemCommand extends Command<object> {}
export class PutItemCommand extends Command<object> {}
export class QueryCommand extends Command<object> {}
export class ScanCommand extends Command<object> {}
export class UpdateItemCommand extends Command<object> {}

interface Facts {
  readonly message: string;
  readonly $metadata: object;
}

class ServiceException extends Error {
  readonly $metadata: object;

  constructor(
    override readonly name: string,
    readonly $fault: 'client' | 'server',
    { message, $metadata }: Facts,
  ) {
    super(message);
    this.$metadata = $metadata;
  }
}

export class ConditionalCheckFailedException extends ServiceException {
  constructor(facts: Facts) {
    super('ConditionalCheckFailedException', 'client', facts);
  }
}

export class InternalServerError extends ServiceException {
  constructor(facts: Facts) {
    super('InternalServerError', 'server', facts);
  }
}

export class ProvisionedThroughputExceededException extends ServiceException {
  constructor(facts: Facts) {
    super('ProvisionedThroughputExceededException', 'client', facts);
  }
}

/** For what makes clients. Nothing simulated does. */
export class DynamoDBClient {
  send(): never {
    throw new Error('The simulation has a DynamoDB of its own.');
  }
}
